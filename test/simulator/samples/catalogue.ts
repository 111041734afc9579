/** Invented avatars with their clothes, as `GET /model` lists them. */
export const AVATARS = [
	avatar('M000000001', 'Mina', '미나', [
		['BG00000101', 'Navy suit', '남색 정장'],
		['BG00000102', 'White shirt', '흰색 셔츠'],
	]),
	avatar('M000000002', 'Jonas', '요나스', [
		['BG00000201', 'Grey suit', '회색 정장'],
		['BG00000202', 'Pullover', '스웨터'],
	]),
	avatar('M000000003', 'Amara', '아마라', [['BG00000301', 'Green dress', '초록색 드레스']]),
	avatar('M000000004', 'Luis', '루이스', [['BG00000401', 'Doctor’s coat', '의사 가운']]),
];

export const DROPDOWN_MODELS = AVATARS.map(({ id, label }, index) => ({
	id,
	label: label.en,
	avatarType: index % 2 === 0 ? 'studio' : 'photo',
}));

export const WORKSPACES = [
	{ workspaceId: 'workspace-marketing', workspaceName: 'Marketing' },
	{ workspaceId: 'workspace-training', workspaceName: 'Training & Onboarding' },
];

function avatar(id: string, en: string, ko: string, clothes: Array<[string, string, string]>) {
	return {
		id,
		label: { ko, en },
		thumbnail: `/thumbnails/${id}.png`,
		clothes: clothes.map(([clothId, clothEn, clothKo]) => ({
			id: clothId,
			label: { ko: clothKo, en: clothEn },
			thumbnail: `/thumbnails/${clothId}.png`,
		})),
	};
}

/** As `GET /dropdown/templates_business` lists them. */
export const BUSINESS_TEMPLATES = [
	{ id: '5b0000000000000000000001', name: 'Company introduction' },
	{ id: '5b0000000000000000000002', name: 'Quarterly report' },
];

/** What the video tools take as `templateId`. */
export const AUTOMATION_TEMPLATES = [
	automationTemplate(1, 'Bright stories', 'social', 'web'),
	automationTemplate(2, 'Tall stories', 'social', 'mobile'),
	automationTemplate(3, 'Office', 'business', 'web'),
	automationTemplate(4, 'Pages in the background', 'business', 'web', true),
	automationTemplate(5, 'Blackboard', 'education', 'web'),
	automationTemplate(6, 'Lecture notes', 'education', 'web', true),
];

function automationTemplate(number: number, name: string, category: string, orientation: string, fileBackground = false) {
	const id = `5c${String(number).padStart(22, '0')}`;
	return { id, name, category, orientation, fileBackground, thumbnailUrl: `/thumbnails/${id}.png` };
}
