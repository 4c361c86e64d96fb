import forge from 'node-forge';

export interface Certificates {
  /** Who signed, for `tlsCAFile`. */
  readonly authority: string;
  readonly key: Buffer;
  readonly certificate: Buffer;
}

/** An authority and a certificate for 127.0.0.1 that it signed, made anew and good for a day. */
export function makeCertificates(): Certificates {
  const authorityKeys = forge.pki.rsa.generateKeyPair(2048);
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const authorityName = [{ name: 'commonName', value: 'Test authority' }];
  const authority = made(authorityKeys.publicKey, '01', authorityName, authorityName);
  authority.setExtensions([{ name: 'basicConstraints', cA: true }]);
  authority.sign(authorityKeys.privateKey, forge.md.sha256.create());
  const own = made(keys.publicKey, '02', [{ name: 'commonName', value: 'eventstore' }], authorityName);
  own.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }]);
  own.sign(authorityKeys.privateKey, forge.md.sha256.create());
  return {
    authority: forge.pki.certificateToPem(authority),
    key: Buffer.from(forge.pki.privateKeyToPem(keys.privateKey)),
    certificate: Buffer.from(forge.pki.certificateToPem(own)),
  };
}

type Name = forge.pki.CertificateField[];

function made(key: forge.pki.PublicKey, serial: string, subject: Name, issuer: Name): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = key;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  return certificate;
}
