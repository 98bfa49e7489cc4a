import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { simulatedService } from "./simulated-service.js";

export default defineConfig({ plugins: [react(), simulatedService()] });
