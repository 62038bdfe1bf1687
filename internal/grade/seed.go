package grade

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
)

// tries is how many seeds a criterion that depends on chance may have.
const tries = 3

// A Secret makes the hidden cases of an assignment: whoever has it can make them
// again, and nobody else can.
type Secret struct{ key []byte }

// leastSecret is the least number of bytes of a secret.
const leastSecret = 16

// NewSecret returns the secret of these bytes, without white space around them.
func NewSecret(key []byte) (Secret, error) {
	key = bytes.TrimSpace(key)
	if len(key) < leastSecret {
		return Secret{}, fmt.Errorf("a secret of %d bytes can be guessed: it takes %d or more, for instance from openssl rand -hex 32", len(key), leastSecret)
	}
	return Secret{key}, nil
}

// MakeSecret writes a secret into a file that its owner alone may read. A file that is
// there stays as it is.
func MakeSecret(file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the secret of the hidden cases: %w", err)
	}
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	_, err = fmt.Fprintln(f, hex.EncodeToString(random))
	return cmp.Or(err, f.Close())
}

// ReadSecret returns the secret in a file.
func ReadSecret(file string) (Secret, error) {
	key, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Secret{}, fmt.Errorf("there is no secret of hidden cases in %s: fastergo grade makes it, or --seed-file says where it is", file)
	}
	if err != nil {
		return Secret{}, fmt.Errorf("the secret of the hidden cases: %w", err)
	}
	s, err := NewSecret(key)
	if err != nil {
		return Secret{}, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

// ID names the secret without telling it.
func (s Secret) ID() string { return hex.EncodeToString(s.sum("id"))[:16] }

// seeds returns the seeds of an exercise's cases, one for each try: HMAC-SHA256 of
// assignment, student, exercise and try. Criteria derive their own from it.
func (s Secret) seeds(assignment, student, exercise string) (seeds [tries]uint64) {
	for i := range seeds {
		seeds[i] = binary.LittleEndian.Uint64(s.sum("case", assignment, student, exercise, strconv.Itoa(i)))
	}
	return seeds
}

// sum is the HMAC of parts, each with its length before it.
func (s Secret) sum(parts ...string) []byte {
	h := hmac.New(sha256.New, s.key)
	for _, p := range parts {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}
