package jupyter

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// A header identifies a message; a reply carries its request's as parent.
type header struct {
	MsgID    string `json:"msg_id"`
	Session  string `json:"session"`
	Username string `json:"username"`
	Date     string `json:"date"`
	MsgType  string `json:"msg_type"`
	Version  string `json:"version"`
}

// A message is what travels: on the wire the frames are
//
//	routing identities…, "<IDS|MSG>", signature, header, parent header, metadata, content, buffers…
//
// with the signature, in hex, over the four that follow it.
type message struct {
	header  header
	parent  header
	content json.RawMessage
}

var delimiter = []byte("<IDS|MSG>")

var errSignature = errors.New("signs its messages with another key than ours")

// newRequest returns a request of the given type, with a new message id.
func newRequest(session, msgType string, content any) (message, error) {
	body, err := json.Marshal(content)
	return message{
		header: header{
			MsgID: randomHex(16), Session: session, Username: "fastergo",
			Date: time.Now().UTC().Format(time.RFC3339Nano), MsgType: msgType, Version: "5.3",
		},
		content: body,
	}, err
}

// encode returns the message's frames, signed, without routing identities:
// a DEALER socket needs none.
func (m message) encode(key []byte) ([][]byte, error) {
	head, err := json.Marshal(m.header)
	if err != nil {
		return nil, err
	}
	parent := []byte("{}")
	if m.parent.MsgID != "" {
		if parent, err = json.Marshal(m.parent); err != nil {
			return nil, err
		}
	}
	signed := [][]byte{head, parent, []byte("{}"), m.content}
	return append([][]byte{delimiter, sign(key, signed)}, signed...), nil
}

// decode verifies and reads what a socket received. Its errors go after "the kernel".
func decode(key []byte, frames [][]byte) (message, error) {
	start := 0
	for start < len(frames) && !bytes.Equal(frames[start], delimiter) {
		start++
	}
	if len(frames) < start+6 {
		return message{}, fmt.Errorf("sent a message of %d frames, which is no Jupyter message", len(frames))
	}
	signed := frames[start+2 : start+6]
	if !hmac.Equal(frames[start+1], sign(key, signed)) {
		return message{}, errSignature
	}
	m := message{content: signed[3]}
	if err := json.Unmarshal(signed[0], &m.header); err != nil {
		return message{}, fmt.Errorf("sent a message whose header is not JSON: %w", err)
	}
	// A message nobody asked for may have an empty parent, or none that we know.
	_ = json.Unmarshal(signed[1], &m.parent)
	return m, nil
}

func sign(key []byte, parts [][]byte) []byte {
	mac := hmac.New(sha256.New, key)
	for _, part := range parts {
		mac.Write(part)
	}
	return hex.AppendEncode(nil, mac.Sum(nil))
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
