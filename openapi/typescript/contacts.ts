// Uses every part of the client that is generated from gcd.v1.json: node contacts.js <address of Gcd> <account>
// The account must need no person to sign in, as in the sandbox. Prints what it found, as JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/gcd.js";

type Contact = components["schemas"]["Contact"];
type Problem = components["schemas"]["Problem"];

declare const process: { argv: string[] };
const [, , baseUrl, account] = process.argv;

// A program never gets HTML, so that the second type keeps the pages out of the types of replies.
const anonymous = createClient<paths, "application/json" | "application/problem+json">({ baseUrl });

const started = await anonymous.GET("/auth", { params: { query: { login_hint: account } } });
if (started.error) throw new Error(started.error.error);

// The person's part: the browser goes to Google, which sends it on to where the redirect URI says.
const consent = await fetch(started.data.authorization_url, { redirect: "manual" });
const back = new URL(consent.headers.get("location") ?? "").searchParams;
const signedIn = await anonymous.POST("/oauth2callback", {
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
  body: { code: back.get("code") ?? "", state: back.get("state") ?? "" },
});
if (signedIn.error) throw new Error(signedIn.error.error);

const gcd = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl,
  headers: { Authorization: `Bearer ${signedIn.data.access_token}` },
});

const me = await gcd.GET("/me");
if (me.error) throw new Error(me.error.error);

const json = await gcd.GET("/download", { params: { query: { format: "json" } } });
if (json.error) throw new Error(json.error.error);
const first: Contact | undefined = json.data.contacts[0];

const csv = await gcd.GET("/download", { params: { query: { format: "csv" } }, parseAs: "stream" });
if (csv.error) throw new Error(csv.error.error);
let bytes = 0;
let chunks = 0;
for await (const chunk of csv.data ?? []) {
  bytes += chunk.length;
  chunks++;
}

const badFormat = await gcd.GET("/download", { params: { query: { format: "pdf" as "csv" } } });
const badHint = await anonymous.GET("/auth", { params: { query: { login_hint: "a".repeat(255) } } });
const revoked = await gcd.POST("/token/revoke");
const refused = await gcd.GET("/me");

const typeOf = (problem: Problem | undefined) => problem?.type;

console.log(
  JSON.stringify({
    email: me.data.user_email,
    tokenFrom: me.data.token.created_at,
    contacts: json.data.contacts.length,
    total: json.data.total_contacts,
    announced: Number(json.response.headers.get("Gcd-Contacts-Total")),
    firstName: first?.["Full Name"],
    csvBytes: bytes,
    csvChunks: chunks,
    badFormat: [badFormat.response.status, typeOf(badFormat.error)],
    badHint: [badHint.response.status, typeOf(badHint.error)],
    revoked: revoked.data?.status,
    refused: [refused.response.status, typeOf(refused.error), refused.response.headers.get("WWW-Authenticate")],
  }),
);
