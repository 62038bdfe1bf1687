package kerneltest

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A scripted kernel executes cells whose lines are commands:
//
//	print TEXT, complain TEXT     stdout, stderr (without a line end)
//	display ID TEXT               an output that update can replace
//	update ID TEXT
//	result TEXT
//	json MEDIA JSON               a display that holds JSON
//	clear, clear-later
//	flood MB                      so much on stdout
//	fail NAME VALUE               the cell fails
//	sleep                         until an interrupt comes
//	hang                          and hear no interrupt
//	ask                           for input
//	die                           exit status 3
//	no-idle, no-reply             the cell's end is not told on one channel
//	stray                         output that belongs to no request
type scripted struct {
	key                   []byte
	shell, control, stdin zmq4.Socket
	iopub                 zmq4.Socket
	interrupts            chan struct{}
	publishing            sync.Mutex
	count                 int
	mute, mutters         bool
	stubborn              bool
}

type wireMessage struct {
	identities [][]byte
	header     map[string]any
	content    map[string]any
}

func runScripted(behaviour string, args []string) int {
	switch behaviour {
	case "dies":
		fmt.Fprintln(os.Stderr, "starting up\nError: the flux is missing")
		return 3
	case "silent":
		time.Sleep(time.Minute)
		return 1
	case "unlucky":
		if _, err := os.Stat(os.Getenv(stateEnv)); err != nil {
			os.WriteFile(os.Getenv(stateEnv), nil, 0o600)
			fmt.Fprintln(os.Stderr, "listen tcp 127.0.0.1:1: bind: address already in use")
			return 1
		}
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var conn struct {
		IP      string
		Key     string
		Shell   int `json:"shell_port"`
		IOPub   int `json:"iopub_port"`
		Stdin   int `json:"stdin_port"`
		Control int `json:"control_port"`
	}
	if err := json.Unmarshal(text, &conn); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx := context.Background()
	k := &scripted{
		key:   []byte(conn.Key),
		shell: zmq4.NewRouter(ctx), control: zmq4.NewRouter(ctx), stdin: zmq4.NewRouter(ctx), iopub: zmq4.NewPub(ctx),
		interrupts: make(chan struct{}, 1),
		mute:       behaviour == "mute", mutters: behaviour == "mutters", stubborn: behaviour == "stubborn",
	}
	if behaviour == "forges" {
		k.key = []byte("another key")
	}
	for socket, port := range map[zmq4.Socket]int{k.shell: conn.Shell, k.control: conn.Control, k.stdin: conn.Stdin, k.iopub: conn.IOPub} {
		if err := socket.Listen(fmt.Sprintf("tcp://%s:%d", conn.IP, port)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for range signals {
			k.interrupted()
		}
	}()
	if k.stubborn {
		signal.Ignore(syscall.SIGTERM)
	}
	go k.serve(k.control)
	k.serve(k.shell)
	return 0
}

func (k *scripted) interrupted() {
	select {
	case k.interrupts <- struct{}{}:
	default:
	}
}

func (k *scripted) serve(socket zmq4.Socket) {
	for {
		raw, err := socket.Recv()
		if err != nil {
			return
		}
		m := read(raw.Frames)
		if k.mute {
			continue
		}
		switch m.header["msg_type"] {
		case "kernel_info_request":
			k.publish(m, "status", map[string]any{"execution_state": "busy"})
			k.reply(socket, m, "kernel_info_reply", map[string]any{"status": "ok"})
			k.publish(m, "status", map[string]any{"execution_state": "idle"})
		case "execute_request":
			k.execute(m)
		case "interrupt_request":
			k.interrupted()
			k.reply(socket, m, "interrupt_reply", map[string]any{"status": "ok"})
		case "shutdown_request":
			if k.stubborn {
				continue
			}
			k.reply(socket, m, "shutdown_reply", map[string]any{"status": "ok", "restart": false})
			os.Exit(0)
		}
	}
}

func (k *scripted) execute(m wireMessage) {
	k.count++
	select {
	case <-k.interrupts: // of an earlier cell
	default:
	}
	reply := map[string]any{"status": "ok", "execution_count": k.count}
	replied, idle := true, true
	k.publish(m, "status", map[string]any{"execution_state": "busy"})
	k.publish(m, "execute_input", map[string]any{"code": m.content["code"], "execution_count": k.count})
	fail := func(name, value string) {
		reply["status"], reply["ename"], reply["evalue"] = "error", name, value
		reply["traceback"] = []string{"\x1b[31m" + name + "\x1b[0m: " + value}
		k.publish(m, "error", reply)
	}
	text := func(s string) map[string]any { return map[string]any{"text/plain": s} }
	for line := range strings.Lines(m.content["code"].(string)) {
		command, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		first, second, _ := strings.Cut(rest, " ")
		switch command {
		case "print":
			k.publish(m, "stream", map[string]any{"name": "stdout", "text": rest})
		case "complain":
			k.publish(m, "stream", map[string]any{"name": "stderr", "text": rest})
		case "display", "update":
			msgType := map[string]string{"display": "display_data", "update": "update_display_data"}[command]
			k.publish(m, msgType, map[string]any{"data": text(second), "metadata": map[string]any{}, "transient": map[string]any{"display_id": first}})
		case "result":
			k.publish(m, "execute_result", map[string]any{"data": text(rest), "metadata": map[string]any{}, "execution_count": k.count})
		case "json":
			k.publish(m, "display_data", map[string]any{"data": map[string]any{first: json.RawMessage(second)}, "metadata": map[string]any{}})
		case "clear", "clear-later":
			k.publish(m, "clear_output", map[string]any{"wait": command == "clear-later"})
		case "flood":
			megabytes, _ := strconv.Atoi(first)
			chunk := strings.Repeat("all work and no play\n", (1<<16)/21)
			for range megabytes * 16 {
				select {
				case <-k.interrupts:
					fail("Interrupted", "the flood was stopped")
				default:
					k.publish(m, "stream", map[string]any{"name": "stdout", "text": chunk})
					continue
				}
				break
			}
		case "fail":
			fail(first, second)
		case "sleep":
			<-k.interrupts
			fail("Interrupted", "sleep was interrupted")
		case "hang":
			select {}
		case "ask":
			k.send(k.stdin, m, m.identities, "input_request", map[string]any{"prompt": "? ", "password": false})
			<-k.interrupts
			fail("Interrupted", "nobody answered")
		case "die":
			fmt.Fprintln(os.Stderr, "panic: the flux is gone")
			time.Sleep(50 * time.Millisecond) // what was published is on its way
			os.Exit(3)
		case "no-idle":
			idle = false
		case "no-reply":
			replied = false
		case "stray":
			stranger := wireMessage{header: map[string]any{"msg_id": "nobody's"}}
			k.publish(stranger, "stream", map[string]any{"name": "stdout", "text": "not yours"})
		}
	}
	if replied {
		k.reply(k.shell, m, "execute_reply", reply)
	}
	if idle {
		k.publish(m, "status", map[string]any{"execution_state": "idle"})
	}
}

func read(frames [][]byte) wireMessage {
	var m wireMessage
	i := 0
	for string(frames[i]) != "<IDS|MSG>" {
		m.identities = append(m.identities, frames[i])
		i++
	}
	json.Unmarshal(frames[i+2], &m.header)
	json.Unmarshal(frames[i+5], &m.content)
	return m
}

func (k *scripted) publish(to wireMessage, msgType string, content any) {
	if !k.mutters {
		k.send(k.iopub, to, [][]byte{[]byte("kernel." + msgType)}, msgType, content)
	}
}

func (k *scripted) reply(socket zmq4.Socket, to wireMessage, msgType string, content any) {
	k.send(socket, to, to.identities, msgType, content)
}

func (k *scripted) send(socket zmq4.Socket, to wireMessage, identities [][]byte, msgType string, content any) {
	id := make([]byte, 8)
	rand.Read(id)
	header := map[string]any{"msg_id": hex.EncodeToString(id), "session": "scripted", "username": "kernel", "version": "5.3", "msg_type": msgType, "date": time.Now().UTC()}
	mac := hmac.New(sha256.New, k.key)
	var parts [][]byte
	for _, part := range []any{header, to.header, map[string]any{}, content} {
		text, err := json.Marshal(part)
		if err != nil {
			panic(err)
		}
		mac.Write(text)
		parts = append(parts, text)
	}
	signature := []byte(hex.EncodeToString(mac.Sum(nil)))
	frames := append(append([][]byte{}, identities...), []byte("<IDS|MSG>"), signature)
	k.publishing.Lock()
	defer k.publishing.Unlock()
	socket.SendMulti(zmq4.NewMsgFrom(append(frames, parts...)...))
}
