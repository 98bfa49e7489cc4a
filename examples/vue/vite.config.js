import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { simulatedService } from "./simulated-service.js";

export default defineConfig({ plugins: [vue(), simulatedService()] });
