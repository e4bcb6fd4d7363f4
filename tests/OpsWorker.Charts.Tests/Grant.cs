using YamlDotNet.RepresentationModel;

namespace OpsWorker.Charts.Tests;

/// <summary>One verb on one resource, as a role grants it.</summary>
/// <param name="Kind">Role or ClusterRole.</param>
/// <param name="Group">The resource's group; empty for the core group.</param>
/// <param name="Resource">The resource, <c>pods/log</c> where it is a part of one.</param>
/// <param name="Verb">For example <c>get</c>.</param>
public sealed record Grant(string Kind, string Group, string Resource, string Verb)
{
    /// <summary>The grants of a role.</summary>
    public static IEnumerable<Grant> Of(YamlMappingNode role) =>
        from rule in role.At("rules").Items()
        from grp in rule.At("apiGroups").Texts()
        from resource in rule.At("resources").Texts()
        from verb in rule.At("verbs").Texts()
        select new Grant(role.Text("kind")!, grp, resource, verb);
}
