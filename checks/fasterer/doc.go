// Package fasterer judges the exercises of the lesson "Fasterer".
package fasterer
