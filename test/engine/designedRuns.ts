import type { IDataObject, INodeParameters, ResourceMapperFields } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import type { Engine, RunResult } from './engine';
import { credentialFor, type Generation } from './generations';

/** Parameters of an Export node whose template is a designed project. */
export function fromProject(mode: string, value: string, more: INodeParameters = {}): INodeParameters {
	return { templateSource: 'project', project: { __rl: true, mode, value }, ...more };
}

/** What the editor shows under Values. */
export async function formOf(engine: Engine, simulator: Simulator, generation: Generation, parameters: INodeParameters): Promise<ResourceMapperFields> {
	const { methods } = engine.nodeType('aiStudiosExportProject');
	const editor = engine.editor(parameters, credentialFor(generation, simulator));
	return await (methods?.resourceMapping?.templateFields.call(editor) as Promise<ResourceMapperFields>);
}

export interface DesignedRun {
	rows?: IDataObject[];
	/** Values entered in the form, in the place of the row's own fields. */
	form?: IDataObject;
	options?: INodeParameters;
	generation?: Generation;
	continueOnFail?: boolean;
	/** Scenes in JSON, in the place of the project. */
	template?: string;
}

/** Exports a designed project, and returns the bodies that reached the simulator. */
export async function exportDesigned(
	engine: Engine,
	simulator: Simulator,
	key: string,
	{ rows = [{}], form, options = {}, generation = 'v3', continueOnFail, template }: DesignedRun,
): Promise<RunResult & { bodies: IDataObject[] }> {
	const before = simulator.requestsTo('exportProject').length;
	const values = form ? { mappingMode: 'defineBelow', value: form } : { mappingMode: 'autoMapInputData', value: null };
	const result = await engine.run({
		rows,
		credential: credentialFor(generation, simulator),
		steps: [
			{
				node: 'aiStudiosExportProject',
				parameters: { ...(template === undefined ? fromProject('id', key) : { template }), values: values as INodeParameters, options },
				...(continueOnFail ? { onError: 'continueRegularOutput' } : {}),
			},
		],
	});
	const bodies = simulator.requestsTo('exportProject').slice(before).map(({ body }) => body as IDataObject);
	return { ...result, bodies };
}

/** The paths at which two trees differ, as "/0/clips/1/text". */
export function differentPaths(before: unknown, after: unknown, path = ''): string[] {
	if (Object.is(before, after)) return [];
	if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return [path];
	const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...keys].flatMap((key) => differentPaths(Reflect.get(before, key), Reflect.get(after, key), `${path}/${key}`));
}
