namespace OpsWorker.Testing;

/// <summary>A service account of the stand-in, with exactly the rights that are listed.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Grants">Its rights.</param>
public sealed record StandInAccount(string Token, IReadOnlyList<StandInGrant> Grants);

/// <summary>A right, as a rule of a Role states it.</summary>
/// <param name="Verb">The verb: <c>get</c>, <c>list</c>, <c>patch</c>, <c>create</c>.</param>
/// <param name="Resource">The resource, with its subresource: <c>deployments/scale</c>.</param>
/// <param name="Namespace">The namespace of the Role; null for a ClusterRole.</param>
/// <param name="Name">The only object; null for all.</param>
public sealed record StandInGrant(string Verb, string Resource, string? Namespace = null, string? Name = null);

/// <summary>A write that was stored.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Resource">The resource, with its subresource.</param>
/// <param name="Name">The object as <c>namespace/name</c>.</param>
/// <param name="FieldManager">The field manager.</param>
/// <param name="Body">The body.</param>
public sealed record StandInWrite(string Method, string Resource, string Name, string FieldManager, string Body);
