import type { Generation } from '../template/sceneKind';
import type { Contract } from './types';
import { v2 } from './v2';
import { v3 } from './v3';

const CONTRACTS: Record<Generation, Contract> = { v2, v3 };

export function contractOf(generation: Generation): Contract {
	return CONTRACTS[generation];
}

export type * from './types';
