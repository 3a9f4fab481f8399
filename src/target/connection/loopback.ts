/** Whether a host (as in `URL.hostname`) is this machine itself, to which no proxy leads. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname.toLowerCase());
