// OpenSSL's libcrypto: AES, HMAC, HKDF and SHA-256 through the EVP interface.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

// The rounds of FF1 in radix 2 with the processor's own AES, for several values at a time. libcrypto's interface takes
// longer for one block than the block itself; this is its only use of AES that is not libcrypto's. A machine without
// the instructions takes libcrypto, with the same result.
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define MANNEQUIN_AES __attribute__((target("aes,ssse3,sse4.1")))
#define MANNEQUIN_LANES 8

static inline int mannequin_has_aes(void) {
    return __builtin_cpu_supports("aes") && __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1");
}

// AES-128 key expansion (FIPS 197, section 5.2): 11 round keys of two words each.
MANNEQUIN_AES static inline void mannequin_expand(const uint8_t *key, uint64_t *round_keys) {
    __m128i *out = (__m128i *)round_keys;
    __m128i word = _mm_loadu_si128((const __m128i *)key);
    _mm_storeu_si128(out, word);
#define MANNEQUIN_ROUND_KEY(number, constant)                                              \
    {                                                                                      \
        __m128i assist = _mm_shuffle_epi32(_mm_aeskeygenassist_si128(word, constant), 255); \
        word = _mm_xor_si128(word, _mm_slli_si128(word, 4));                               \
        word = _mm_xor_si128(word, _mm_slli_si128(word, 8));                               \
        word = _mm_xor_si128(word, assist);                                                \
        _mm_storeu_si128(out + number, word);                                              \
    }
    MANNEQUIN_ROUND_KEY(1, 1) MANNEQUIN_ROUND_KEY(2, 2) MANNEQUIN_ROUND_KEY(3, 4) MANNEQUIN_ROUND_KEY(4, 8)
    MANNEQUIN_ROUND_KEY(5, 16) MANNEQUIN_ROUND_KEY(6, 32) MANNEQUIN_ROUND_KEY(7, 64) MANNEQUIN_ROUND_KEY(8, 128)
    MANNEQUIN_ROUND_KEY(9, 27) MANNEQUIN_ROUND_KEY(10, 54)
#undef MANNEQUIN_ROUND_KEY
}

// The block FF1 encrypts in a round: its constant part, the round number and the other half.
MANNEQUIN_AES static inline __m128i mannequin_input(
    uint64_t high, uint64_t low, int half_bytes, uint64_t round, uint64_t half, __m128i swap
) {
    if (half_bytes == 8) { high ^= round; low ^= half; }
    else { low ^= round << (8 * half_bytes) | half; }
    return _mm_shuffle_epi8(_mm_set_epi64x((long long)low, (long long)high), swap);
}

// The number that a round adds.
MANNEQUIN_AES static inline uint64_t mannequin_pad(__m128i output, int half_bytes, __m128i swap) {
    __m128i block = _mm_shuffle_epi8(output, swap);
    uint64_t high = (uint64_t)_mm_cvtsi128_si64(block);
    return half_bytes <= 4 ? high : high << 32 | (uint64_t)_mm_extract_epi64(block, 1) >> 32;
}

// The ten Feistel rounds for LANES pairs of halves; with a constant LANES all state stays in registers.
#define MANNEQUIN_FEISTEL(NAME, LANES)                                                                    \
    MANNEQUIN_AES static inline void NAME(                                                                \
        const uint64_t *round_keys, uint64_t start_high, uint64_t start_low, int bits, int half_bytes,    \
        uint64_t *left, uint64_t *right                                                                   \
    ) {                                                                                                   \
        const __m128i *keys = (const __m128i *)round_keys;                                                \
        const __m128i swap = _mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);          \
        const uint64_t masks[2] = {~0ull >> (64 - bits / 2), ~0ull >> (64 - (bits - bits / 2))};          \
        for (uint64_t round = 0; round < 10; round++) {                                                   \
            uint64_t *target = round & 1 ? right : left;                                                  \
            const uint64_t *source = round & 1 ? left : right;                                            \
            __m128i blocks[LANES];                                                                        \
            __m128i key = _mm_loadu_si128(keys);                                                          \
            _Pragma("clang loop unroll(full)") for (int lane = 0; lane < LANES; lane++)                   \
                blocks[lane] = _mm_xor_si128(                                                             \
                    mannequin_input(start_high, start_low, half_bytes, round, source[lane], swap), key);  \
            _Pragma("clang loop unroll(full)") for (int step = 1; step < 10; step++) {                    \
                key = _mm_loadu_si128(keys + step);                                                       \
                _Pragma("clang loop unroll(full)") for (int lane = 0; lane < LANES; lane++)               \
                    blocks[lane] = _mm_aesenc_si128(blocks[lane], key);                                   \
            }                                                                                             \
            key = _mm_loadu_si128(keys + 10);                                                             \
            _Pragma("clang loop unroll(full)") for (int lane = 0; lane < LANES; lane++)                   \
                target[lane] = (target[lane]                                                              \
                    + mannequin_pad(_mm_aesenclast_si128(blocks[lane], key), half_bytes, swap))           \
                    & masks[round & 1];                                                                   \
        }                                                                                                 \
    }

MANNEQUIN_FEISTEL(mannequin_feistel, 1)
MANNEQUIN_FEISTEL(mannequin_feistel_lanes, MANNEQUIN_LANES)
#else
#define MANNEQUIN_LANES 1
static inline int mannequin_has_aes(void) { return 0; }
static inline void mannequin_expand(const uint8_t *key, uint64_t *round_keys) {}
static inline void mannequin_feistel(
    const uint64_t *round_keys, uint64_t start_high, uint64_t start_low, int bits, int half_bytes, uint64_t *left,
    uint64_t *right
) {}
static inline void mannequin_feistel_lanes(
    const uint64_t *round_keys, uint64_t start_high, uint64_t start_low, int bits, int half_bytes, uint64_t *left,
    uint64_t *right
) {}
#endif
