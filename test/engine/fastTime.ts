/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests need a timer of their own; not shipped */
import { time } from '../../nodes/shared/n8n/clock';

/**
 * Lets the nodes' time run faster than the real one; silent connections are given up after `patience`.
 * @param factor node milliseconds per real millisecond
 * @param patience real milliseconds
 */
export function runTimeFaster(factor: number, patience = 10_000) {
	const start = Date.now();
	time.now = () => start + (Date.now() - start) * factor;
	time.sleep = async (ms) => await new Promise((resolve) => setTimeout(resolve, ms / factor));
	time.patience = patience;
}
