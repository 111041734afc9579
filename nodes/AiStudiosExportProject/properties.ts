import type { INodeProperties } from 'n8n-workflow';
import { NEEDS_V2 } from '../shared/core/api';
import { defaultTemplate } from './defaultTemplate';
import { exportOptions } from './options';

const FROM_JSON = { show: { templateSource: ['json'] } };
const FROM_PROJECT = { show: { templateSource: ['project'] } };

export const exportProperties: INodeProperties[] = [
	{
		displayName: 'Every exported video is paid for, but only once in an execution: <b>Retry On Fail</b>, or retrying a failed execution, does not export it again. Running the workflow again does, unless you set <b>Existing Project Key</b>. Use <b>Dry Run</b> to check your values first.',
		name: 'costNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Template Source',
		name: 'templateSource',
		type: 'options',
		options: [
			{ name: 'JSON', value: 'json', description: 'Scenes in JSON, with ##PLACEHOLDERS## in their texts and URLs' },
			{ name: 'AI Studios Project', value: 'project', description: 'A project designed in the AI Studios editor, with or without ##PLACEHOLDERS## in its scripts and texts' },
		],
		default: 'json',
	},
	{
		displayName: 'Template',
		name: 'template',
		type: 'json',
		typeOptions: { rows: 8 },
		required: true,
		default: defaultTemplate,
		displayOptions: FROM_JSON,
		description: 'The scenes of the video. Enter ##NAME## wherever something changes from video to video, always inside double quotes.',
	},
	{
		displayName: 'Project',
		name: 'project',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		displayOptions: FROM_PROJECT,
		description: 'The project whose scenes are the template. It is not changed: each video becomes a new project.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a project…',
				typeOptions: { searchListMethod: 'searchProjects', searchable: true },
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://app.aistudios.com/editor/64f0c2a9e1b7d3458c6f9a21',
				hint: 'The address of the project in the AI Studios editor',
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21' },
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Welcome video',
				hint: `The newest project with this name. ${NEEDS_V2}.`,
			},
		],
	},
	{
		displayName: 'Values',
		name: 'values',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'The value of each placeholder. The other fields of a project show what they hold after a colon, and keep it when left empty. When fields are mapped automatically, names match regardless of case, spaces, hyphens and underscores.',
		typeOptions: {
			loadOptionsDependsOn: ['templateSource', 'template', 'project.value'],
			resourceMapper: {
				resourceMapperMethod: 'templateFields',
				mode: 'map',
				fieldWords: { singular: 'placeholder', plural: 'placeholders' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				valuesLabel: 'Values',
				noFieldsError: 'No placeholders found',
			},
		},
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: exportOptions,
	},
];
