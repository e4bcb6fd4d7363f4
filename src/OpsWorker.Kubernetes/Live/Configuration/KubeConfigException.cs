namespace OpsWorker.Kubernetes.Live.Configuration;

/// <summary>A kubeconfig file is not there, is not one, or asks for what is not supported; the message says which and where.</summary>
/// <param name="message">For people; holds no secret.</param>
/// <param name="inner">What was thrown below, if anything.</param>
public sealed class KubeConfigException(string message, Exception? inner = null) : Exception(message, inner);
