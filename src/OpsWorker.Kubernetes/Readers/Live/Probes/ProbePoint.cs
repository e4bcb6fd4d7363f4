using System.Net;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>A check that may be made.</summary>
/// <param name="Target">How the answer names it: <c>web.shop.svc:80</c>, or the address that was asked for.</param>
/// <param name="Address">An address that an object of the cluster has.</param>
/// <param name="Path">Path and query of an HTTP check; null means that only a connection is opened.</param>
internal sealed record ProbePoint(string Target, IPEndPoint Address, string? Path = null);

/// <summary>The result of a check.</summary>
/// <param name="Point">The check.</param>
/// <param name="Ok">Whether it was answered; over HTTP, with a status from 200 to 399, as for the kubelet.</param>
/// <param name="Detail">What was answered, or why not.</param>
internal sealed record ProbeOutcome(ProbePoint Point, bool Ok, string Detail);
