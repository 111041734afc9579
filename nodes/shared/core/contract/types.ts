import type { JsonObject } from '../json';
import type { Generation } from '../template/sceneKind';

/** A request to the API; the path begins behind the server, ids in it are encoded. */
export interface ApiRequest {
	method: 'GET' | 'POST';
	path: string;
	body?: JsonObject;
}

/** How far a render is, whatever generation told it. */
export interface RenderProgress {
	/** 0 to 100. */
	progress: number;
	state: 'rendering' | 'complete' | 'failed';
	/** AI Studios' own word for the state, when it used one. */
	stateName?: string;
	/** Where the finished video can be fetched: signed, for a limited time. */
	videoUrl: string | null;
}

/** What is set beside the scenes; only what is set is sent. */
export interface ExportSettings {
	name?: string;
	orientation?: string;
	resolution?: string;
	workspaceId?: string;
	webhookUrl?: string;
}

/** A project designed in the AI Studios editor, as far as it can serve as a template. */
export interface DesignedProject {
	name?: string;
	template: JsonObject;
}

/** An entry of a list to choose from. */
export interface Choice {
	name: string;
	value: string;
	note?: string;
}

/** An avatar model and what it can wear. */
export interface Model extends Choice {
	clothes: Choice[];
}

/**
 * One API generation. This is the only place that knows its paths and field names; the facts are
 * from the vendor's developer documentation ("AI Studios" for v2, "AI Studios V3").
 */
export interface Contract {
	generation: Generation;
	money: 'cubes' | 'credits';
	/** Export settings that this generation knows. */
	settings: ReadonlyArray<keyof ExportSettings>;

	exportProject(template: JsonObject, settings: ExportSettings): ApiRequest;
	exported(envelope: JsonObject): { projectKey?: string; cubesUsed?: number };

	progress(projectKey: string): ApiRequest;
	rendered(envelope: JsonObject): RenderProgress;

	project(projectKey: string): ApiRequest;
	designed(envelope: JsonObject): DesignedProject;

	/** v2 finds the newest project of a name. */
	projectByName?(name: string): ApiRequest;
	/** Lists exist in v3 only. */
	lists?: {
		projects: ApiRequest;
		readProjects(envelope: JsonObject): Choice[];
		workspaces: ApiRequest;
		readWorkspaces(envelope: JsonObject): Choice[];
		models: ApiRequest;
		readModels(envelope: JsonObject): Model[];
	};
}
