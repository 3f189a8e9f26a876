/** What needs a controller that the tests' cluster has not, and the commands that run it. */
export const NOT_RUN: readonly string[] = [
  ["KServe's answers", "install KServe (k8s/README.md, step 12); deno task minikube --step 13"],
  [
    "Kueue's queue",
    "install Kueue; kubectl apply -k k8s/overlays/cluster/jobs -l app.kubernetes.io/name=train",
  ],
  ["Katib's trials", "install Katib; kubectl apply -k k8s/overlays/cluster/tuning"],
  [
    "replicas by the HPA",
    "minikube addons enable metrics-server; kubectl -n mlops-train get hpa --watch",
  ],
  [
    "NetworkPolicies",
    "minikube start --cni=calico …; kubectl -n default run probe --rm -it --image=curlimages/curl -- -m 5 http://minio.mlops-train:9000 (it must time out)",
  ],
].map(([what, commands]) => `not run here: ${what}. To run it: ${commands}`);
