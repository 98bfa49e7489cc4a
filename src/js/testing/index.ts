/** A simulated Partner Center for the tests of a portal: no network, no clock, nothing to mock. */
export {
  type ScenarioName,
  type SimulatedDevice,
  type SimulatedDeviceError,
  type SimulatedPartnerCenter,
  type SimulatedPartnerCenterOptions,
  scenarioNames,
  simulatePartnerCenter,
} from "./simulate-partner-center.js";
