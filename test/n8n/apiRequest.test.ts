import { brokenResponse, failedRequest, innermostError, type RequestError } from '../../nodes/shared/n8n/apiRequest';

const REFUSED: RequestError = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' };

test.each<[title: string, error: RequestError, cause: string]>([
	['a refused connection', REFUSED, 'the connection was refused'],
	['an unknown name', { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND x' }, 'its name could not be resolved'],
	['a name server that fails', { code: 'EAI_AGAIN', message: 'getaddrinfo EAI_AGAIN x' }, 'its name could not be resolved'],
	['no route', { code: 'EHOSTUNREACH', message: 'connect EHOSTUNREACH' }, 'it cannot be reached from this network'],
	['a connection that was not made in time', { code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 10.0.0.1:443' }, 'no response came in time'],
	['a certificate of one\'s own', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, 'its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)'],
	['an unknown issuer', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', message: 'unable to verify' }, 'its certificate is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)'],
	['an expired certificate', { code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' }, 'its certificate is not trusted (CERT_HAS_EXPIRED)'],
	['the certificate of another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: "Hostname/IP does not match" }, 'its certificate is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)'],
	['http instead of https', { code: 'EPROTO', message: 'write EPROTO C0:error:0A00010B:SSL routines::wrong version number' }, 'no secure connection could be made; does the server use http instead of https?'],
	['no cipher in common', { code: 'EPROTO', message: 'write EPROTO error:0A000410:SSL routines::sslv3 alert handshake failure' }, 'no secure connection could be made; does the server use http instead of https?'],
	['a connection that ends during the handshake', { code: 'ECONNRESET', message: 'Client network socket disconnected before secure TLS connection was established' }, 'no secure connection could be made; does the server use http instead of https?'],
])('%s: the request was certainly not sent', (_title, error, cause) => {
	expect(failedRequest(error, false)).toEqual({ kind: 'notSent', cause });
});

test.each<[title: string, error: RequestError, cause: string]>([
	['a connection that is reset', { code: 'ECONNRESET', message: 'read ECONNRESET' }, 'the connection broke'],
	['a connection that is closed', { code: 'ECONNRESET', message: 'socket hang up' }, 'the connection broke'],
	['a response that does not come', { code: 'ETIMEDOUT', message: 'timeout of 100 ms exceeded' }, 'no response came in time'],
	['a request that was aborted', { code: 'ECONNABORTED', message: 'timeout exceeded' }, 'no response came in time'],
	['a broken pipe', { code: 'EPIPE', message: 'write EPIPE' }, 'write EPIPE'],
	['a record that is broken later', { code: 'EPROTO', message: 'SSL routines::bad record mac' }, 'SSL routines::bad record mac'],
	['a client certificate that is missing, of which TLS 1.3 tells after the request', { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', message: 'tlsv13 alert certificate required' }, 'tlsv13 alert certificate required'],
	['nothing known', {}, 'the connection broke'],
])('%s: the request may have been accepted', (_title, error, cause) => {
	expect(failedRequest(error, false)).toEqual({ kind: 'noResponse', cause });
});

test('a request that timed out may have been accepted, whatever error came of it', () => {
	expect(failedRequest(REFUSED, true)).toEqual({ kind: 'noResponse', cause: 'no response came in time' });
});

test('a response that breaks was sent for, whatever broke it', () => {
	expect(brokenResponse(REFUSED, false)).toEqual({ kind: 'noResponse', cause: 'the connection was refused' });
});

test('the error that n8n wrapped is found, and one with a response stays', () => {
	const inner = Object.assign(new Error('inner'), { code: 'ECONNRESET' });
	const outer = new Error('outer', { cause: new Error('middle', { cause: inner }) });
	expect(innermostError(outer)).toBe(inner);
	const withResponse = Object.assign(new Error('outer', { cause: inner }), { response: { status: 500, headers: {}, data: '' } });
	expect(innermostError(withResponse)).toBe(withResponse);
});
