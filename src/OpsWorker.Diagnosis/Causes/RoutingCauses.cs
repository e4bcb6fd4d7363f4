using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Routing: Services, names, policies and ways in.</summary>
internal static class RoutingCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(CauseCode.ServiceSelectorMismatch, CauseLayer.Routing, "A Service has ENDPOINTS <none>, and its pods are ready."),
        new(CauseCode.ServicePortMismatch, CauseLayer.Routing, "A Service has endpoints, and clients get connection refused."),
        new(
            CauseCode.ServiceProtocolMismatch,
            CauseLayer.Routing,
            "A Service has endpoints, and clients get resets, timeouts or malformed answers."),
        // An address that names nothing does not resolve; the resolution is sound.
        new(
            CauseCode.ServiceAddressWrong,
            CauseLayer.Routing,
            "A client logs no such host or connection refused; its configured address names no Service or port.")
        {
            Refines = [.. GeneralCauses.Rollout, CauseCode.DnsResolutionFailure],
        },
        new(CauseCode.GatewayMisroute, CauseLayer.Routing, "Requests get 404 or another application's answer.")
        {
            Refines = GeneralCauses.Rollout,
        },
        new(
            CauseCode.ServiceHasNoReadyEndpoints,
            CauseLayer.Dependency,
            "A Service has ENDPOINTS <none>.",
            ShownByClients: true,
            IsOnlySymptom: true),
        new(
            CauseCode.DnsResolutionFailure,
            CauseLayer.Routing,
            "Logs say no such host, Temporary failure in name resolution.",
            ShownByClients: true)
        {
            Refines = [.. GeneralCauses.Rollout, CauseCode.ApplicationCrash],
        },
        new(CauseCode.NetworkPolicyBlocks, CauseLayer.Routing, "A client gets timeouts from a server whose pods are ready."),
        new(
            CauseCode.IngressBackendMissing,
            CauseLayer.Routing,
            "An Ingress answers 503; `kubectl describe` says the Service was not found."),
        new(CauseCode.IngressClassMissing, CauseLayer.Routing, "An Ingress has no ADDRESS, and no controller serves its CLASS."),
        new(
            CauseCode.TlsSecretMissing,
            CauseLayer.Routing,
            "A host answers with a default certificate; the Ingress or Gateway names a Secret that is not there."),
        new(CauseCode.GatewayRouteRejected, CauseLayer.Routing, "A route's condition Accepted or ResolvedRefs is False."),
        new(
            CauseCode.ServiceMissing,
            CauseLayer.Routing,
            "A client logs no such host; the Service that its address names is not there.")
        {
            Refines = [.. GeneralCauses.Rollout, CauseCode.DnsResolutionFailure, CauseCode.ServiceAddressWrong],
        },
        new(
            CauseCode.LoadBalancerProvisioningFailed,
            CauseLayer.Routing,
            "A Service has EXTERNAL-IP <pending>: SyncLoadBalancerFailed."),
        new(CauseCode.LoadBalancerPending, CauseLayer.Routing, "A Service has EXTERNAL-IP <pending>, without any event."),
        new(
            CauseCode.DnsSearchDomainHijack,
            CauseLayer.Routing,
            "A client reaches an address outside of the cluster under a Service's name."),
        new(
            CauseCode.TlsCertificateInvalid,
            CauseLayer.Routing,
            "The log says x509: certificate is valid for another name, or signed by unknown authority.")
        {
            Refines = [.. GeneralCauses.Rollout, .. GeneralCauses.Crash, CauseCode.DependencyUnavailable],
        },
    ];
}
