package server

import (
	"bytes"
	"encoding/gob"
	"maps"
	"slices"
	"time"
)

// sessionCodec turns a session into bytes, the same bytes whenever the session is
// the same: the store compares them to see whether a request has changed it. The
// library's own codec writes a map, whose order is another each time.
type sessionCodec struct{}

type encodedSession struct {
	Deadline time.Time
	Keys     []string
	Held     []any // what each key holds
}

// Encode is the session's bytes.
func (sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	s := encodedSession{Deadline: deadline, Keys: slices.Sorted(maps.Keys(values))}
	for _, key := range s.Keys {
		s.Held = append(s.Held, values[key])
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s)
	return b.Bytes(), err
}

// Decode is the session of the bytes. One that the library's own codec wrote holds
// nothing here, which is what a browser without a session has.
func (sessionCodec) Decode(data []byte) (time.Time, map[string]any, error) {
	var s encodedSession
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s); err != nil {
		return time.Time{}, nil, err
	}
	values := make(map[string]any, len(s.Keys))
	for n, key := range s.Keys {
		values[key] = s.Held[n]
	}
	return s.Deadline, values, nil
}
