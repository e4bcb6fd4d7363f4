using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Routes of the Gateway API that are not served: their Gateway's controller does not accept them or cannot resolve what
/// they lead to, by the conditions that it writes; or they name a Gateway that does not exist, so that no controller
/// writes any. A route that is accepted and leads to the wrong Service is <see cref="CauseCode.GatewayMisroute"/>.
/// </summary>
public sealed class GatewayRouteDetector : IDetector
{
    private const string Advice = "Correct the route's parents, hostnames or backends, or let the Gateway and a ReferenceGrant allow them.";

    // Of these the route is not served at all, or answers 500 for the rule; others (PartiallyInvalid) leave the rest.
    private static readonly string[] s_decisive = ["Accepted", "ResolvedRefs"];

    // Not a verdict yet: the controller is still at it.
    private const string Pending = "Pending";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.GatewayRouteRejected];

    /// <inheritdoc/>
    public string Decides => "An HTTPRoute or GRPCRoute has Accepted or ResolvedRefs False for its Gateway, or its Gateway does not exist.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.State.All<HttpRoute>().Cast<GatewayApiRoute>().Concat(context.State.All<GrpcRoute>())
            .Select(r => Refused(r, context) ?? WithoutGateway(r, context)).OfType<Finding>();

    private static Finding? Refused(GatewayApiRoute route, DiagnosisContext context)
    {
        foreach (var (parent, index) in route.Status.Parents.Select((p, i) => (p, i)))
        {
            var refused = parent.Conditions?.FirstOrDefault(c => s_decisive.Contains(c.Type) && c.Status == "False"
                && c.Reason != Pending && !IsStale(c, route));
            if (refused is null) continue;
            var path = $"status.parents[{index}].conditions[{refused.Type}]";
            return Find(
                route, $"{parent.ParentRef?.Name ?? "its Gateway"} {(refused.Type == "Accepted" ? "does not accept it" : "cannot resolve what it leads to")} ({refused.Reason})",
                Certainty.Stated, refused.LastTransitionTime, context,
                Cite.Field(route, path + ".message", refused.LastTransitionTime), Cite.Field(route, path
                    + ".reason", refused.LastTransitionTime),
                Cite.Field(route, refused.Type == "Accepted" ? "spec.parentRefs" : "spec.rules"));
        }

        return null;
    }

    // A condition about an earlier generation is about a route that has been changed since.
    private static bool IsStale(GatewayCondition condition, GatewayApiRoute route) =>
        condition.ObservedGeneration < route.Metadata.Generation;

    private static Finding? WithoutGateway(GatewayApiRoute route, DiagnosisContext context)
    {
        if (route.Status.Parents.Count > 0) return null;
        foreach (var parent in route.Spec.ParentRefs.Where(p => p.Kind is null or nameof(Gateway)))
        {
            var ns = parent.Namespace ?? route.Namespace;
            if (context.State.Find<Gateway>(ns, parent.Name) is not null) continue;
            if (!context.State.Listed<Gateway>(ns))
            {
                // A Gateway often lies in a namespace of its own.
                context.Want(new Query
                {
                    Verb = QueryVerb.List,
                    Resource = "gateways.gateway.networking.k8s.io",
                    Namespace = ns,
                    MaxBytes = Plan.UsualBytes
                });
                continue;
            }

            return Find(route, $"the Gateway {ns}/{parent.Name} does not exist", Certainty.Confirmed, route.Metadata.CreationTimestamp,
                context,
                Cite.Field(route, "spec.parentRefs"));
        }

        return null;
    }

    private static Finding Find(
        GatewayApiRoute route, string why, double confidence, DateTimeOffset? since, DiagnosisContext context, params Citation?[] proof)
    {
        var services = route.Spec.Rules.SelectMany(r => r.BackendRefs ?? []).Where(b => b.Kind is null or nameof(Service))
            .Select(b => new ObjectReference(nameof(Service), b.Namespace ?? route.Namespace, b.Name))
            .Distinct().Where(s => context.State.Find(s) is not null).ToList();
        return new Finding
        {
            Cause = CauseCode.GatewayRouteRejected,
            Object = route.Reference,
            Summary = $"{route.Reference} is not served: {why}.",
            Confidence = confidence,
            Citations = Cite.All(proof),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.Describe(route.Reference), Kubectl.Edit(route.Reference), Kubectl.List("gateways,referencegrants", null, "-A")]),
            Since = since,
            Affects = services,
        };
    }
}
