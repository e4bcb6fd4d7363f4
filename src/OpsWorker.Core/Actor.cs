namespace OpsWorker.Core;

/// <summary>The way in which an actor was authenticated.</summary>
public enum ActorKind
{
    /// <summary>The product itself.</summary>
    System,

    /// <summary>A program or person with an API key; the id is the key's.</summary>
    ApiKey,

    /// <summary>A member of the Slack workspace; the id is Slack's.</summary>
    SlackUser,

    /// <summary>A person who signed in to the portal.</summary>
    User,
}

/// <summary>The person or program that acts.</summary>
/// <param name="Kind">The way of authentication.</param>
/// <param name="Id">The id within the kind.</param>
/// <param name="Name">The name for people; null where only the id is known.</param>
public sealed record Actor(ActorKind Kind, string Id, string? Name = null)
{
    /// <summary>The name, or else the id.</summary>
    public override string ToString() => Name ?? Id;
}
