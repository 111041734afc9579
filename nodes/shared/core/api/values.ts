import type { JsonObject } from '../json';
import type { FilePart } from '../ports';

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

/** The settings of a render of what is already there. */
export type RenderSettings = Pick<ExportSettings, 'resolution' | 'workspaceId' | 'webhookUrl'>;

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

/** A project in the list of projects: its key is the value. */
export interface ListedProject extends Choice {
	render: RenderProgress;
}

/** An avatar and what it can wear. */
export interface Avatar extends Choice {
	clothes: Choice[];
	/** All that AI Studios says of it. */
	details: JsonObject;
}

/** What makes a project returns; without a project key nobody can wait for it. */
export interface CreatedProject {
	projectKey?: string;
}

export interface ProjectDetails {
	projectKey: string;
	name?: string;
	orientation?: string;
	sceneCount: number;
	/** ISO 8601, as AI Studios writes it. */
	createdAt?: string;
	updatedAt?: string;
	/** Not said by API version 2. */
	render?: RenderProgress;
	/** All that AI Studios says of it. */
	project: JsonObject;
}

/** Only what is set is sent. */
export interface VideoOptions {
	/** ISO 639-1: "en". */
	language?: string;
	/** Seconds: 30, 60, 90, 120, 150 or 180. */
	duration?: number;
	/** Of a video from a script: `ai` makes it smooth (the default of AI Studios), `original` keeps it as it is. */
	scriptHandling?: string;
	objective?: string;
	audience?: string;
	tone?: string;
	/** 0.5 to 1.5. */
	speed?: number;
	/** `search`, `free`, `premium` or `generative`. */
	media?: string;
	/** Of generative media: `realistic`, `digitalPainting`, `sketch`, `oilPainting`, `pixelArt`, `watercolor`, `lowPoly`, `cyberpunk`, `fantasy` or `anime`. */
	style?: string;
	/** Of generative media. */
	highQuality?: boolean;
	templateId?: string;
	/** An ID of `avatarNames`. */
	avatar?: string;
	/** Uses the avatar's voice alone. */
	voiceOnly?: boolean;
}

export type DocumentVideoOptions = Omit<VideoOptions, 'duration' | 'scriptHandling'>;

export interface TemplateFilter {
	category: 'social' | 'business' | 'education';
	orientation?: 'web' | 'mobile';
	/** Templates that show pages of the document; for videos from documents, which have no `social` category. */
	forDocuments?: boolean;
}

/** A file to be sent; the endpoint names its form field. */
export type UploadFile = Omit<FilePart, 'field'>;

export interface UploadedDocument {
	id: string;
	fileName: string;
}

/** A text that an avatar says. */
export interface AvatarSpeech {
	language: string;
	text: string;
	avatar: string;
	/** API version 2: where the account is; "zh" for China. */
	locale?: string;
}

export interface AvatarClip extends AvatarSpeech {
	clothes: string;
	/** API version 2: how much of what is above the avatar is cropped. */
	topCrop?: number;
}

/** Audio that is there, or the project key to wait for it with. */
export interface Speech {
	fileName?: string;
	audioUrl: string | null;
	projectKey?: string;
}

/** Exactly one of `file` and `url`, which is one of YouTube. */
export interface TranslationSource {
	file?: UploadFile;
	url?: string;
	/** Subtitles of the video in its own language (SRT). */
	subtitleFile?: UploadFile;
	/** 1 to 10, each a code like "en-US", with its subtitles if they are there. */
	targets: Array<{ language: string; subtitleFile?: UploadFile }>;
}

/** Only what is set is sent. */
export interface TranslationSettings {
	/** Detected when it is not set. */
	originalLanguage?: string;
	/** Replaces the voice and leaves the lips as they are. */
	dubbingOnly?: boolean;
	removeMusic?: boolean;
	subtitles?: boolean;
	/** 1 to 5; detected when it is not set. */
	speakers?: number;
}

export interface TranslatedVideo {
	projectKey: string;
	name?: string;
	render: RenderProgress;
}
