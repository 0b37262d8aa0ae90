// OpenSSL's libcrypto: AES, HMAC, HKDF and SHA-256 through the EVP interface.
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
