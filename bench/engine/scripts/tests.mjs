// The questions of the processes, as one writes them in JavaScript. Plain JavaScript, so that nobody waits for TypeScript.

export const TESTS = {
  or: ({ errorCode }) =>
    typeof errorCode === "string" &&
    (errorCode.endsWith("UnauthorizedOperation") || errorCode.startsWith("AccessDenied")),
  common: (event) => event.userIdentity?.type === "IAMUser",
};
