/** The address of the simulated Partner Center. The runner replaces this file by one with the address of its own. */
export const baseUrl = "http://localhost:4173";
