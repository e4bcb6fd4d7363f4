using OpsWorker.Api.Incidents;
using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Api.Investigations;

/// <summary>Reads the place that a request wants investigated.</summary>
internal static class TargetParameter
{
    /// <exception cref="InvalidParameterException">A field is missing or wrong.</exception>
    public static InvestigationTarget Read(InvestigateRequest request)
    {
        Parameter.CheckTexts(("cluster", request.Cluster), ("namespace", request.Namespace), ("object", request.Object));
        var target = InvestigationTarget.Parse(request.Cluster, request.Namespace, request.Object);
        return target.Problem is { } problem ? throw new InvalidParameterException(problem.Field, problem.Detail) : target;
    }
}
