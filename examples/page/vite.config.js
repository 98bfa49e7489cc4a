import { defineConfig } from "vite";
import { simulatedService } from "./simulated-service.js";

export default defineConfig({ plugins: [simulatedService()] });
