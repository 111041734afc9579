import type { JsonObject } from '../json';
import type { HttpRequest, Redact } from '../ports';
import type {
	Avatar, AvatarClip, AvatarSpeech, Choice, CreatedProject, DocumentVideoOptions, ExportedProject, ExportOptions, ExportSettings, ListedProject, ProjectDetails,
	RenderProgress, RenderSettings, Speech, TemplateFilter, TranslatedVideo, TranslationSettings, TranslationSource, UploadedDocument, UploadFile, VideoOptions,
} from './values';

/** `v2` is the classic editor and its API, `v3` the present one. */
export type Generation = 'v2' | 'v3';

/** A request together with the parser of its response. */
export interface Endpoint<T> extends HttpRequest {
	/** What it is about, as part of a sentence: "project abc", "the export", "the list of projects". */
	subject: string;
	/** The project it is about, for the context of errors. */
	projectKey?: string;
	/** The translation it is about. */
	folderId?: string;
	/** Reads an envelope that AI Studios calls a success; texts meant for people pass `redact`. */
	parse(envelope: JsonObject, redact: Redact): T;
}

/** What a request that costs money asks for. */
export type Product = 'export' | 'project' | 'audio' | 'translation';

/** A request that costs money: never repeated unless the server certainly did not accept it. */
export interface PaidEndpoint<T> extends Endpoint<T> {
	product: Product;
}

/** The endpoints that the nodes use. Where a generation lacks one, calling it throws an input error that says what to choose instead. */
export interface Endpoints {
	/** @throws AiStudiosError (input) for a draft where a generation has none */
	exportProject(template: JsonObject, settings: ExportSettings, options?: ExportOptions): PaidEndpoint<ExportedProject>;
	progress(projectKey: string): Endpoint<RenderProgress>;
	/** The scenes of a project and what belongs beside them, ready to be a template. */
	project(projectKey: string): Endpoint<JsonObject>;
	/** The newest project of that name, as a template. */
	projectByName(name: string): Endpoint<JsonObject>;
	projectDetails(projectKey: string): Endpoint<ProjectDetails>;
	projects(): Endpoint<ListedProject[]>;
	/** @returns how many were deleted, when AI Studios says so */
	deleteProjects(projectKeys: string[]): Endpoint<number | undefined>;
	/** Renders a project as it stands. */
	exportExisting(projectKey: string, settings: RenderSettings): PaidEndpoint<CreatedProject>;
	workspaces(): Endpoint<Choice[]>;
	avatars(): Endpoint<Avatar[]>;
	/** The avatars that the video tools take, with their kind as note. */
	avatarNames(): Endpoint<Choice[]>;
	templates(filter: TemplateFilter): Endpoint<Choice[]>;
	videoFromScript(script: string, options: VideoOptions): PaidEndpoint<CreatedProject>;
	videoFromTopic(topic: string, options: VideoOptions): PaidEndpoint<CreatedProject>;
	videoFromWebPage(url: string, options: VideoOptions): PaidEndpoint<CreatedProject>;
	uploadDocuments(files: UploadFile[]): Endpoint<UploadedDocument[]>;
	videoFromDocuments(documents: UploadedDocument[], options: DocumentVideoOptions): PaidEndpoint<CreatedProject>;
	/** Makes a project with one scene for each slide of a pdf, ppt or pptx file. */
	projectFromSlides(file: UploadFile, settings: Pick<ExportSettings, 'name' | 'workspaceId'>): PaidEndpoint<CreatedProject>;
	/** How far AI Studios is with a project that one of its video tools makes; complete means that it can be exported. */
	creationProgress(projectKey: string): Endpoint<RenderProgress>;
	/** Renders an avatar in front of a chroma key. */
	avatarClip(clip: AvatarClip, settings: RenderSettings, options?: ExportOptions): PaidEndpoint<ExportedProject>;
	/** The same with an avatar of one's own, which has no clothes to choose from. */
	customAvatarClip(speech: AvatarSpeech, settings: RenderSettings, options?: ExportOptions): PaidEndpoint<ExportedProject>;
	speech(speech: AvatarSpeech & { clothes?: string }, settings: Pick<RenderSettings, 'webhookUrl'>): PaidEndpoint<Speech>;
	/** Where the audio of a speech is that came with a project key instead; complete means that `videoUrl` is its URL. */
	speechProgress(projectKey: string): Endpoint<RenderProgress>;
	createTranslation(source: TranslationSource, settings: TranslationSettings): PaidEndpoint<{ folderId?: string }>;
	translation(folderId: string): Endpoint<TranslatedVideo[]>;
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

export type * from './values';
