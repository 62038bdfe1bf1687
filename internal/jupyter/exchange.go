package jupyter

import (
	"errors"
	"fmt"

	"github.com/go-zeromq/zmq4"
)

const (
	channelShell   = "shell"
	channelIOPub   = "iopub"
	channelControl = "control"
	channelStdin   = "stdin"
)

// An exchange is a request under way and what comes back to it.
type exchange struct {
	k    *Kernel
	id   string
	in   chan delivery
	over chan struct{}
}

type delivery struct {
	channel string
	message
}

// ask sends a request. The caller reads ask.in until it has what it needs, and
// then calls end.
func (k *Kernel) ask(socket zmq4.Socket, msgType string, content any) (*exchange, error) {
	m, err := newRequest(k.session, msgType, content)
	if err != nil {
		return nil, err
	}
	frames, err := m.encode(k.conn.key())
	if err != nil {
		return nil, err
	}
	e := &exchange{k: k, id: m.header.MsgID, in: make(chan delivery, 16), over: make(chan struct{})}
	k.mu.Lock()
	k.waiting[e.id] = e
	k.mu.Unlock()
	// A kernel that does not read may block the sender.
	go func() {
		if err := socket.SendMulti(zmq4.NewMsgFrom(frames...)); err != nil {
			k.breaks(fmt.Errorf("takes no messages: %w", err))
		}
	}()
	return e, nil
}

func (e *exchange) end() {
	e.k.mu.Lock()
	delete(e.k.waiting, e.id)
	e.k.mu.Unlock()
	close(e.over)
}

// receive hands on what a socket receives, until it breaks. What belongs to
// no request under way is dropped, so a kernel never waits for us.
func (k *Kernel) receive(socket zmq4.Socket, channel string) {
	defer k.sockets.Done()
	for {
		raw, err := socket.Recv()
		if err != nil {
			k.breaks(errors.New("closed its " + channel + " connection"))
			return
		}
		m, err := decode(k.conn.key(), raw.Frames)
		if err != nil {
			k.breaks(err)
			return
		}
		k.mu.Lock()
		e := k.waiting[m.parent.MsgID]
		k.mu.Unlock()
		if e == nil {
			continue
		}
		select {
		case e.in <- delivery{channel, m}:
		case <-e.over:
		}
	}
}

func (k *Kernel) breaks(err error) {
	select {
	case k.broken <- err:
	default:
	}
}
