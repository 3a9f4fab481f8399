import { rootCertificates, type PeerCertificate, type TLSSocket } from 'node:tls';

/** Whom to trust beside the well-known certificate authorities. */
export interface TlsConfig {
  /** Certificates as PEM texts: of private authorities, or of servers that signed their own. */
  readonly certificates?: readonly string[];
  /** SHA-256 fingerprints of servers' certificates, trusted whoever signed them and whatever host they name. */
  readonly fingerprints?: readonly string[];
  /** Names of hosts whose certificates may be self-signed. */
  readonly selfSignedHosts?: readonly string[];
}

/** The options of a TLS connection. */
export interface TlsOptions {
  readonly ca?: string[];
  readonly rejectUnauthorized?: boolean;
  readonly maxCachedSessions?: number;
}

/** Whether some certificates are trusted that Node's own check refuses. */
export const makesExceptions = ({ fingerprints = [], selfSignedHosts = [] }: TlsConfig): boolean =>
  fingerprints.length > 0 || selfSignedHosts.length > 0;

export function tlsOptions(config: TlsConfig): TlsOptions {
  const { certificates = [] } = config;
  return {
    ...(certificates.length === 0 ? {} : { ca: [...rootCertificates, ...certificates] }),
    // With exceptions, refuseUntrusted looks at each connection itself; a resumed session shows it no certificate.
    ...(makesExceptions(config) ? { rejectUnauthorized: false, maxCachedSessions: 0 } : {}),
  };
}

const SELF_SIGNED = ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'];

/** A fingerprint as only its digits tell it: colons and case are for people. */
const digitsOf = (fingerprint: string): string =>
  fingerprint
    .replace(/^sha-?256:/i, '')
    .replace(/[^0-9a-f]/gi, '')
    .toLowerCase();

/**
 * Waits for the handshake of a connection, and ends it before anything is sent where the server's certificate is neither
 * valid nor one of the exceptions. Rejects with Node's error code then.
 */
export async function refuseUntrusted(socket: TLSSocket, host: string, config: TlsConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      resolve();
    });
  });
  if (socket.authorized || isException(socket, host, config)) return;
  // At run time it is a code or an error, though the types say an error.
  const reason: unknown = socket.authorizationError;
  const { fingerprint256 } = socket.getPeerCertificate() as Partial<PeerCertificate>;
  socket.destroy();
  const code = typeof reason === 'string' ? reason : codeOf(reason);
  throw Object.assign(new Error(`the certificate of ${host} is not trusted`), { code, fingerprint: fingerprint256 });
}

const codeOf = (reason: unknown): string =>
  reason instanceof Error && 'code' in reason ? String(reason.code) : 'CERT_UNTRUSTED';

function isException(socket: TLSSocket, host: string, config: TlsConfig): boolean {
  const { fingerprints = [], selfSignedHosts = [] } = config;
  const shown = (socket.getPeerCertificate() as Partial<PeerCertificate>).fingerprint256;
  if (shown !== undefined && fingerprints.some((known) => digitsOf(known) === digitsOf(shown))) return true;
  const reason: unknown = socket.authorizationError;
  return selfSignedHosts.includes(host) && SELF_SIGNED.includes(String(reason));
}
