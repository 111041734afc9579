/**
 * What can go wrong, one exported constant or function each:
 * `simulator.injectFaults('progress', [status(429), reset, noFault])`.
 *
 * To add a fault, export it from the file it belongs to.
 */
export { accepted, alteredResponse, always, noFault, times, type Fault, type FaultContext } from './fault';
export * from './responses';
export * from './connection';
export * from './downloads';
