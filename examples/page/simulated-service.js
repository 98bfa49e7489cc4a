/**
 * A Vite plugin for `npm start`: a simulated Partner Center behind `/partner-center`, and a token for it.
 *
 * In a copy of your own, replace it by a proxy to a server that has your gateway and the tokens of your sessions.
 */
import { simulatePartnerCenter } from "partner-center-batch-status/testing";

/** @returns {import("vite").Plugin} */
export function simulatedService() {
  const { baseUrl, fetch, customerId, trackingId, advance } = simulatePartnerCenter();
  advance(2); // half of the devices are done, and more with each request
  return {
    name: "simulated-service",
    apply: "serve",
    configureServer({ middlewares }) {
      middlewares.use("/partner-center", async ({ url, headers: { authorization = "" } }, response) => {
        const answer = await fetch(`${baseUrl}${url}`, { headers: { authorization } });
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      });
      middlewares.use("/token", (_request, response) => response.end("a-token"));
      middlewares.use((request, response, next) => {
        if (request.url !== "/") return next();
        response.writeHead(302, { Location: `/?customerId=${customerId}&trackingId=${trackingId}` }).end();
      });
    },
  };
}
