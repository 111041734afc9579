import { checkProjects } from './itemTemplateProperties';

test('any project is sent as it was read but at the places filled, in 500 cases', () => checkProjects(500), 30_000);
