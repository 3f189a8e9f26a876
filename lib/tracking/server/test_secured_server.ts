import { dirname, join } from "node:path";
import { runPython } from "../../python/run_python.ts";
import { freePorts, LOOPBACK } from "../../services/ports.ts";
import type { Service } from "../../services/service.ts";
import { servicesProgram } from "../../services/services_env.ts";
import { startProgram } from "../../services/start_program.ts";

/** A server for tests with all that an administrator may put before MLflow. */
export interface SecuredServer extends Service {
  /** File of the CA that has signed its certificate. */
  ca: string;
  /** The address by the name that the server does not go by. */
  otherAddress: string;
}

/** Who may do everything there. */
export const ADMIN = { user: "admin", password: "open-sesame-4711" } as const;

/** Makes a CA, and with it a certificate for `localhost` and 127.0.0.1. */
const MAKE_CERTIFICATES = `
import datetime, ipaddress, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

def name(text):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

def builder(subject, key):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name("test CA")).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=2)))

def write(file, data):
    with open(sys.argv[1] + "/" + file, "wb") as out:
        out.write(data)

pem = serialization.Encoding.PEM
ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
ca = builder("test CA", ca_key).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(ca_key, hashes.SHA256())
names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
cert = builder("localhost", key).add_extension(names, critical=False).sign(ca_key, hashes.SHA256())
write("ca.pem", ca.public_bytes(pem))
write("cert.pem", cert.public_bytes(pem))
write("key.pem", key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;

/**
 * Starts MLflow with passwords (its basic-auth app), TLS with a CA that nobody knows, and \`localhost\` as
 * the only name that it goes by.
 */
export async function startSecuredServer(folder: string): Promise<SecuredServer> {
  const mlflow = await servicesProgram("mlflow");
  await runPython(join(dirname(mlflow), "python"), MAKE_CERTIFICATES, [folder]);
  const settings = join(folder, "auth.ini");
  await Deno.writeTextFile(
    settings,
    `[mlflow]
default_permission = READ
database_uri = sqlite:///${join(folder, "auth.db")}
admin_username = ${ADMIN.user}
admin_password = ${ADMIN.password}
authorization_function = mlflow.server.auth:authenticate_request_basic_auth
`,
  );
  const [port] = freePorts(1);
  const address = `https://localhost:${port}`;
  const service = await startProgram({
    name: "MLflow",
    command: [
      mlflow,
      "server",
      "--app-name=basic-auth",
      `--host=${LOOPBACK}`,
      `--port=${port}`,
      `--allowed-hosts=localhost:${port}`,
      `--artifacts-destination=${join(folder, "artifacts")}`,
      "--workers=1",
      `--uvicorn-opts=--ssl-keyfile=${join(folder, "key.pem")} --ssl-certfile=${
        join(folder, "cert.pem")
      }`,
    ],
    env: {
      MLFLOW_BACKEND_STORE_URI: `sqlite:///${join(folder, "mlflow.db")}`,
      MLFLOW_AUTH_CONFIG_PATH: settings,
      MLFLOW_FLASK_SERVER_SECRET_KEY: crypto.randomUUID(),
      MLFLOW_DISABLE_TELEMETRY: "true",
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
    },
    folder,
    address,
    isReady: () => listens(port ?? 0),
  });
  return { ...service, ca: join(folder, "ca.pem"), otherAddress: `https://${LOOPBACK}:${port}` };
}

/** It listens once its application is up. */
async function listens(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: LOOPBACK, port })).close();
    return true;
  } catch {
    return false;
  }
}
