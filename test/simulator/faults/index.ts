/** What can go wrong, each a word in a script: `simulator.script('progress', [status(429), reset, fine])`. */
export { always, fine, spoilt, taken, times, type Fault, type FaultContext } from './fault';
export * from './answers';
export * from './connection';
export * from './downloads';
