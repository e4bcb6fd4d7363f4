using System.Net;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>A check that is allowed.</summary>
/// <param name="Target">Its name in the answer: <c>web.shop.svc:80</c>, or the address of the query.</param>
/// <param name="Address">An address that an object of the cluster has.</param>
/// <param name="Path">Path and query of an HTTP check; null means that only a connection is opened.</param>
internal sealed record ProbePoint(string Target, IPEndPoint Address, string? Path = null);

/// <summary>The result of a check.</summary>
/// <param name="Point">The check.</param>
/// <param name="Ok">True if it was answered; over HTTP, with a status from 200 to 399, as for the kubelet.</param>
/// <param name="Detail">The answer, or the error.</param>
internal sealed record ProbeOutcome(ProbePoint Point, bool Ok, string Detail);
