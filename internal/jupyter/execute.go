package jupyter

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"syscall"
	"time"
)

// An Output is one thing that a running cell published.
type Output struct {
	Type string // stream, display_data, update_display_data, execute_result, error or clear_output

	Name, Text string // stream: stdout or stderr, and a piece of text

	Data      map[string]any // displays and results: by MIME type
	Metadata  map[string]any
	DisplayID string // names a display that update_display_data may replace, in any cell

	ExecutionCount int // execute_result

	EName, EValue string // error
	Traceback     []string

	Wait bool // clear_output: clear only when the next output comes

	Size int // bytes that it took on the way here
}

// A Reply tells how a cell ended.
type Reply struct {
	OK             bool
	ExecutionCount int    // the kernel's counter; 0 if it sent none
	EName, EValue  string // when not OK
	Traceback      []string
}

// ErrInput is Execute's error for a cell that asks for input.
var ErrInput = errors.New("asks for input, which nobody can give here")

// interruptAgain is how often an interrupt is repeated: GoNB does not hear one
// while it builds the cell.
const interruptAgain = time.Second

// idleWait is how long after the reply, and after the last output, the kernel's
// "idle" is waited for.
const idleWait = 5 * time.Second

// Execute has the kernel execute one cell and returns when it is over. Each
// output is given to show as it comes, in order, from this goroutine; show
// should be quick.
//
// A cell that fails is a Reply, not an error. The error is ctx's cause when
// ctx ends first, the error that show returned, ErrInput, or a *DiedError. In
// the first three cases the cell is interrupted, and whatever it still sends
// is given to show; if it has not ended after k.Grace the kernel is killed,
// as Err then tells.
func (k *Kernel) Execute(ctx context.Context, code string, show func(Output) error) (Reply, error) {
	var reply Reply
	if ctx.Err() != nil {
		return reply, context.Cause(ctx)
	}
	k.words.forget() // what it said about other cells
	run, err := k.ask(k.shell, "execute_request", map[string]any{
		"code": code, "silent": false, "store_history": true, "user_expressions": map[string]any{},
		"allow_stdin": false, "stop_on_error": true,
	})
	if err != nil {
		return reply, err
	}
	defer run.end()

	var stopped error // why the cell was interrupted
	var again, tooLate, idleLate <-chan time.Time
	stop := func(why error) {
		if stopped == nil {
			stopped = why
			k.Interrupt()
			again, tooLate = time.After(interruptAgain), time.After(k.Grace)
		}
	}
	cancelled := ctx.Done()
	receive := func(d delivery) (replied, idle bool, err error) {
		switch d.channel {
		case channelShell:
			count := reply.ExecutionCount
			reply, err = readReply(d.message)
			reply.ExecutionCount = cmp.Or(reply.ExecutionCount, count)
			return true, false, err
		case channelStdin:
			stop(ErrInput)
		case channelIOPub:
			switch d.header.MsgType {
			case "status":
				var status struct {
					State string `json:"execution_state"`
				}
				err := json.Unmarshal(d.content, &status)
				return false, status.State == "idle", err
			case "execute_input": // tells the count of a cell that may never be replied to
				input, err := readReply(d.message)
				reply.ExecutionCount = cmp.Or(reply.ExecutionCount, input.ExecutionCount)
				return false, false, err
			}
			out, ok, err := readOutput(d.message)
			if err != nil || !ok {
				return false, false, err
			}
			if err := show(out); err != nil {
				stop(err)
			}
		}
		return false, false, nil
	}
	for replied, idle := false, false; !replied || !idle; {
		select {
		case d := <-run.in:
			r, i, err := receive(d)
			if err != nil {
				stop(fmt.Errorf("the kernel sent a message that makes no sense: %w", err))
			}
			replied, idle = replied || r, idle || i
			if replied {
				idleLate = time.After(idleWait)
			}
		case <-cancelled:
			cancelled = nil
			stop(context.Cause(ctx))
		case <-again:
			k.Interrupt()
			again = time.After(interruptAgain)
		case <-tooLate:
			k.signal(syscall.SIGKILL)
		case <-idleLate:
			idle = true
		case <-k.dead:
			// Everything it sent has been received, and may not have been read yet.
			for len(run.in) > 0 {
				receive(<-run.in)
			}
			if stopped == nil {
				stopped = k.died
			}
			return reply, stopped
		}
	}
	return reply, stopped
}

func readReply(m message) (Reply, error) {
	var content struct {
		Status         string   `json:"status"`
		ExecutionCount int      `json:"execution_count"`
		EName          string   `json:"ename"`
		EValue         string   `json:"evalue"`
		Traceback      []string `json:"traceback"`
	}
	err := json.Unmarshal(m.content, &content)
	return Reply{
		OK: content.Status == "ok", ExecutionCount: content.ExecutionCount,
		EName: content.EName, EValue: content.EValue, Traceback: content.Traceback,
	}, err
}

// readOutput reads a published message; ok is false for a kind that is no output.
func readOutput(m message) (out Output, ok bool, err error) {
	switch m.header.MsgType {
	case "stream", "display_data", "update_display_data", "execute_result", "error", "clear_output":
	default:
		return Output{}, false, nil
	}
	var content struct {
		Name           string         `json:"name"`
		Text           string         `json:"text"`
		Data           map[string]any `json:"data"`
		Metadata       map[string]any `json:"metadata"`
		ExecutionCount int            `json:"execution_count"`
		EName          string         `json:"ename"`
		EValue         string         `json:"evalue"`
		Traceback      []string       `json:"traceback"`
		Wait           bool           `json:"wait"`
		Transient      struct {
			DisplayID string `json:"display_id"`
		} `json:"transient"`
	}
	decoder := json.NewDecoder(bytes.NewReader(m.content))
	decoder.UseNumber() // numbers in Data and Metadata stay as they were written
	if err := decoder.Decode(&content); err != nil {
		return Output{}, false, err
	}
	return Output{
		Type: m.header.MsgType,
		Name: content.Name, Text: content.Text,
		Data: content.Data, Metadata: content.Metadata, DisplayID: content.Transient.DisplayID,
		ExecutionCount: content.ExecutionCount,
		EName:          content.EName, EValue: content.EValue, Traceback: content.Traceback,
		Wait: content.Wait,
		Size: len(m.content),
	}, true, nil
}
