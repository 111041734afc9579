/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- loads the built package as n8n does at its start; not shipped */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Prints the package's files that are loaded once n8n has started. */
const SCRIPT = `
	const { n8n } = require('./package.json');
	for (const file of [...n8n.credentials, ...n8n.nodes]) require('./' + file);
	console.log(JSON.stringify(Object.keys(require.cache).filter((file) => file.startsWith(process.cwd() + '/dist/'))));
`;

test('n8n loads no code that only runs', () => {
	const loaded = (JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT], { cwd: ROOT, encoding: 'utf8' })) as string[]).map((file) => file.slice(ROOT.length));
	expect(loaded).toEqual(expect.arrayContaining(['/dist/nodes/AiStudiosWaitAndDownload/AiStudiosWaitAndDownload.node.js']));
	expect(loaded.filter((file) => file.endsWith('/run.js'))).toEqual([]);
});
