/** The element in each DOM that test runners offer. */
const environments = ["happy-dom", "jsdom"];

export default {
  test: {
    provide: { baseUrl: process.env.BASE_URL },
    projects: environments.map((environment) => ({ extends: true, test: { name: environment, environment } })),
  },
};
