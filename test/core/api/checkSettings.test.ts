import { checkSettings } from '../../../nodes/shared/core/api/checkSettings';
import { settle } from '../../../nodes/shared/core/errors';

test.each([undefined, 'https://example.com/hook?id=1', 'http://localhost:5678/webhook', 'HTTPS://EXAMPLE.COM'])('the webhook URL %j is accepted', async (webhookUrl) => {
	expect(await settle(() => checkSettings({ webhookUrl }))).toMatchObject({ ok: true });
});

test.each(['example.com/hook', '/hook', 'ftp://example.com', 'javascript:alert(1)', '##HOOK##', 'https://[', 'x://a?https://example.com'])('the webhook URL %j is rejected before anything is sent', async (webhookUrl) => {
	expect(await settle(() => checkSettings({ webhookUrl }))).toMatchObject({
		ok: false,
		error: { code: 'input', message: 'The webhook URL is not a web address', description: expect.stringMatching(/This item was not sent to AI Studios\.$/) as string },
	});
});
