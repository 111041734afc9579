import type { INodeProperties } from 'n8n-workflow';
import { settingNote, type ExportSettings, type RenderSettings } from '../core/api';
import { checkSettings } from '../core/api/checkSettings';
import type { ParameterReader } from './parameters';

const WEBHOOK = 'The URL that AI Studios reports the progress to. Its calls are not signed, so let AI Studios Wait and Download confirm them.';

/** The options that are sent beside the scenes: how each looks in the editor, under the name that the API module gives it. */
export const exportSettingProperties: Record<keyof ExportSettings, INodeProperties> = {
	orientation: {
		displayName: 'Orientation',
		name: 'orientation',
		type: 'options',
		options: [
			{ name: 'Landscape', value: 'landscape' },
			{ name: 'Portrait', value: 'portrait' },
		],
		default: 'landscape',
		description: describe('orientation', 'The shape of the video.'),
	},
	name: {
		displayName: 'Project Name',
		name: 'projectName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Welcome {{ $json.firstName }}',
		description: describe('name', 'The name of the new project in AI Studios.'),
	},
	resolution: {
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: [
			{ name: '4K', value: '4k' },
			{ name: '1080p', value: '1080' },
			{ name: '720p', value: '720' },
			{ name: '480p', value: '480' },
		],
		default: '1080',
		description: describe('resolution', 'The resolution of the video, as far as your plan allows it.'),
	},
	webhookUrl: {
		displayName: 'Webhook URL',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $execution.resumeUrl }}',
		description: describe('webhookUrl', WEBHOOK),
	},
	workspaceId: {
		displayName: 'Workspace',
		name: 'workspaceId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: describe('workspaceId', 'The workspace that the new project belongs to.'),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a workspace…',
				typeOptions: { searchListMethod: 'searchWorkspaces', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21' },
		],
	},
};

function describe(setting: keyof ExportSettings, text: string): string {
	return `${text} ${settingNote(setting)}`.trim();
}

export const settingNames = Object.keys(exportSettingProperties) as Array<keyof ExportSettings>;

/** Without the note on versions: of requests other than an export of scenes. */
export const webhookProperty: INodeProperties = { ...exportSettingProperties.webhookUrl, description: WEBHOOK };

/** Of the render of a project that is there. */
export const RENDER_SETTINGS = ['resolution', 'webhookUrl', 'workspaceId'] as const satisfies Array<keyof RenderSettings>;

/** Of speech, which is no project. */
export const SPEECH_SETTINGS = ['webhookUrl'] as const satisfies Array<keyof RenderSettings>;

/** Of a project that is made without scenes of one's own. */
export const PROJECT_SETTINGS = ['name', 'workspaceId'] as const satisfies Array<keyof ExportSettings>;

export const renderSettingProperties: INodeProperties[] = RENDER_SETTINGS.map((name) => exportSettingProperties[name]);

/**
 * The settings among these that an item has.
 * @throws AiStudiosError (input) for one that makes no sense
 */
export function readSettings(parameters: ParameterReader, names: ReadonlyArray<keyof ExportSettings>): ExportSettings {
	const settings: ExportSettings = {};
	for (const name of names) {
		const value = parameters.setting(`options.${exportSettingProperties[name].name}`);
		if (value !== '') settings[name] = value;
	}
	checkSettings(settings);
	return settings;
}
