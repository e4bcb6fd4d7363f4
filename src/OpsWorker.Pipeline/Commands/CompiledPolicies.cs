using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Rules.Matching;

namespace OpsWorker.Pipeline.Commands;

/// <summary>Approval policies, read and checked. The first that matches a command decides, or else the default. Pure.</summary>
public sealed class CompiledPolicies
{
    private const int MaxTimes = 50;
    private const int MaxIdLength = 100;

    private static readonly string[] s_productionLabels = ["environment", "env", "tier"];

    private readonly IReadOnlyList<CompiledPolicy> _policies;

    /// <exception cref="RuleException">A policy is wrong.</exception>
    public CompiledPolicies(IReadOnlyList<ApprovalPolicy> policies)
    {
        if (policies.Count > ApprovalPolicies.MaxPolicies)
        {
            throw new RuleException("policies", $"Has {policies.Count} policies; at most {ApprovalPolicies.MaxPolicies} were expected.");
        }

        _policies = [.. policies.Select((policy, i) => Compile(policy, $"policies[{i}]"))];
        if (policies.GroupBy(p => p.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new RuleException("policies", $"Has the id {twice.Key} twice.");
        }
    }

    /// <summary>The approvals that a command needs now.</summary>
    public ApprovalNeed NeedOf(CommandOperation operation, Cluster cluster, DateTimeOffset now)
    {
        var found = _policies.FirstOrDefault(p => p.Matches(operation, cluster));
        if (found is null) return DefaultOf(operation, cluster);
        var policy = found.Policy;
        var isAutomatic = policy.AutoApprove.Contains(operation) && (found.During.Count == 0 || found.During.Any(t => t.Contains(now)));
        return new ApprovalNeed(isAutomatic ? 0 : policy.Approvals, policy.Role, policy.BreakGlass, policy.Id);
    }

    // A cluster whose environment nobody stated counts as production: to find out otherwise by an outage is worse than to ask.
    private static ApprovalNeed DefaultOf(CommandOperation operation, Cluster cluster)
    {
        var isAsked = operation == CommandOperation.Scale && IsProduction(cluster);
        return new ApprovalNeed(isAsked ? 1 : 0, AccessRole.Approver, AccessRole.Admin, Policy: null);
    }

    private static bool IsProduction(Cluster cluster)
    {
        string?[] stated = [cluster.Environment, .. s_productionLabels.Select(label => cluster.Labels.GetValueOrDefault(label))];
        var known = stated.OfType<string>().Where(text => text.Length > 0).ToList();
        return known.Count == 0 || known.Any(text => text.StartsWith("prod", StringComparison.OrdinalIgnoreCase));
    }

    private static CompiledPolicy Compile(ApprovalPolicy policy, string field)
    {
        if (policy.Id is not { Length: > 0 and <= MaxIdLength } id || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new RuleException($"{field}.id", $"1 to {MaxIdLength} letters, digits, - and _ were expected.");
        }

        if (policy.Approvals is < 1 or > ApprovalPolicy.MaxApprovals)
        {
            throw new RuleException(
                $"{field}.approvals",
                $"Is {policy.Approvals}; 1 to {ApprovalPolicy.MaxApprovals} was expected. What needs none stands in autoApprove.");
        }

        if (policy.Role < AccessRole.Approver)
        {
            throw new RuleException($"{field}.role", $"Is {policy.Role}; Approver or Admin was expected, since others may not approve.");
        }

        if (policy.BreakGlass < AccessRole.Operator)
        {
            throw new RuleException($"{field}.breakGlass", "Operator, Approver or Admin was expected: others may not request commands.");
        }

        if (policy.AutoApproveDuring.Count > MaxTimes)
        {
            throw new RuleException($"{field}.autoApproveDuring", $"Has more than {MaxTimes} times.");
        }

        var during = policy.AutoApproveDuring.Select((time, i) => new WeeklyTime(time, $"{field}.autoApproveDuring[{i}]")).ToList();
        return new CompiledPolicy(policy, Matchers(policy.Clusters, $"{field}.clusters"), during);
    }

    private static IReadOnlyList<Matcher> Matchers(string? text, string field)
    {
        try
        {
            return text is null ? [] : MatcherParser.Parse(text);
        }
        catch (MatcherException e)
        {
            throw new RuleException(field, e.Message);
        }
    }

    private sealed record CompiledPolicy(ApprovalPolicy Policy, IReadOnlyList<Matcher> Clusters, IReadOnlyList<WeeklyTime> During)
    {
        public bool Matches(CommandOperation operation, Cluster cluster) =>
            (Policy.Operations.Count == 0 || Policy.Operations.Contains(operation))
            && Clusters.All(matcher => matcher.IsMatch(ValueOf(cluster, matcher.Name)));

        private static string ValueOf(Cluster cluster, string name) => name switch
        {
            "name" => cluster.Name,
            "environment" => cluster.Environment ?? "",
            "region" => cluster.Region ?? "",
            "provider" => cluster.Provider ?? "",
            _ => cluster.Labels.GetValueOrDefault(name, ""),
        };
    }
}
