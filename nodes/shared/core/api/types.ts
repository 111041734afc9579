import type { JsonObject } from '../json';
import type { HttpRequest, Redact } from '../ports';

/** `v2` is the classic editor and its API, `v3` the present one. */
export type Generation = 'v2' | 'v3';

/** A request together with the parser of its response. */
export interface Endpoint<T> extends HttpRequest {
	/** What it is about, as part of a sentence: "project abc", "the export", "the list of projects". */
	subject: string;
	/** The project it is about, for the context of errors. */
	projectKey?: string;
	/** Reads an envelope that AI Studios calls a success; texts meant for people pass `redact`. */
	parse(envelope: JsonObject, redact: Redact): T;
}

/** How far a render is, whichever generation says so. */
export interface RenderProgress {
	/** 0 to 100. */
	progress: number;
	state: 'rendering' | 'complete' | 'failed';
	/** AI Studios' own word for the state, when it used one. */
	stateName?: string;
	/** Why the render failed, when AI Studios says so. */
	failureReason?: string;
	/** Where the finished video can be downloaded: signed, for a limited time. */
	videoUrl: string | null;
}

/** What an accepted export returns; without a project key nobody can wait for it. */
export interface ExportedProject {
	projectKey?: string;
	cubesUsed?: number;
}

/** What is set beside the scenes; only what is set is sent. */
export interface ExportSettings {
	name?: string;
	orientation?: string;
	resolution?: string;
	workspaceId?: string;
	webhookUrl?: string;
}

export interface ExportOptions {
	/** Makes the project without rendering it. */
	draftOnly?: boolean;
}

/** An entry of a list to choose from. */
export interface Choice {
	name: string;
	value: string;
	note?: string;
}

/** An avatar and what it can wear. */
export interface Avatar extends Choice {
	clothes: Choice[];
}

/** The endpoints that the nodes use. Where a generation lacks one, calling it throws an input error that says what to choose instead. */
export interface Endpoints {
	/** @throws AiStudiosError (input) for a draft where a generation has none */
	exportProject(template: JsonObject, settings: ExportSettings, options?: ExportOptions): Endpoint<ExportedProject>;
	progress(projectKey: string): Endpoint<RenderProgress>;
	/** The scenes of a project and what belongs beside them, ready to be a template. */
	project(projectKey: string): Endpoint<JsonObject>;
	/** The newest project of that name, as a template. */
	projectByName(name: string): Endpoint<JsonObject>;
	projects(): Endpoint<Choice[]>;
	workspaces(): Endpoint<Choice[]>;
	avatars(): Endpoint<Avatar[]>;
}

/** One API generation: its endpoints, and what people need to know of it. */
export interface Api extends Endpoints {
	generation: Generation;
	/** "API version 2". */
	label: string;
	/** What a render is paid in. */
	currency: 'cubes' | 'credits';
	/** The credential's fields, as they are labelled in the editor. */
	credentialFields: string;
	/** Whether it has no failed state, and rejects the progress of a render that failed instead. */
	rejectsFailedRenders: boolean;
	/** The servers to choose from; the first is the default. */
	servers: readonly string[];
	acceptsSetting(setting: keyof ExportSettings): boolean;
	/** Where a person opens the project. */
	editorUrl(server: string, projectKey: string): string;
}
