/**
 * TEST ONLY: an untrusted, self-signed certificate, for tests of what a client says about one. Its key is public and
 * protects nothing. Made once, valid for a hundred years, with:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/CN=untrusted test server"
 *   -addext "subjectAltName=IP:127.0.0.1,IP:127.0.0.2,IP:::1,DNS:localhost" -keyout key.pem -out cert.pem
 */
export const testOnlyCertificate = `-----BEGIN CERTIFICATE-----
MIIBzDCCAXOgAwIBAgIUPIm8q9jhXbvlccXoTHEpzZxmhWwwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVdW50cnVzdGVkIHRlc3Qgc2VydmVyMCAXDTI2MTEyMTA4MzAw
MFoYDzIxMjYxMDI4MDgzMDAwWjAgMR4wHAYDVQQDDBV1bnRydXN0ZWQgdGVzdCBz
ZXJ2ZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARG+V6OPpS9mqz+QKLMx/tT
8EJHeArQzBwszpeAIzMz6PmGbH8fJOI92TNeugooQ2cTyE5YTQRJLY4FFszlGESU
o4GIMIGFMB0GA1UdDgQWBBThf/SMc35S/sd2RDm4fyVUCDWwMzAfBgNVHSMEGDAW
gBThf/SMc35S/sd2RDm4fyVUCDWwMzAPBgNVHRMBAf8EBTADAQH/MDIGA1UdEQQr
MCmHBH8AAAGHBH8AAAKHEAAAAAAAAAAAAAAAAAAAAAGCCWxvY2FsaG9zdDAKBggq
hkjOPQQDAgNHADBEAiBf0a9qYi/zma0g2ZIHho8fxVyqT1OBR6sDygs1zeS1swIg
dbE8zGQubvgm9TYYslntPhYJ4ht35rAZGFfvexw0Wnc=
-----END CERTIFICATE-----`;

/** TEST ONLY: the key of `testOnlyCertificate`. */
export const testOnlyKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzBSwmEjt7ppwQ5Gj
dUQ/Q0ZQxGqBN8lVHigeGyfUO02hRANCAARG+V6OPpS9mqz+QKLMx/tT8EJHeArQ
zBwszpeAIzMz6PmGbH8fJOI92TNeugooQ2cTyE5YTQRJLY4FFszlGESU
-----END PRIVATE KEY-----`;
