import { checkProjects } from './itemTemplateProperties';

test('any project is sent as it was read but at the places filled, in 10,000 cases', () => checkProjects(10_000), 240_000);
