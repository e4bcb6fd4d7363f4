namespace OpsWorker.CodeHosts.Http;

/// <summary>A failure that ends a search: the host is not reached, refuses or limits. Its message quotes no credential.</summary>
internal sealed class CodeHostException(string message) : Exception(message);
