namespace OpsWorker.Portal.Design;

/// <summary>The sections of the navigation.</summary>
public enum PortalSection
{
    None,
    Incidents,
    Alerts,
    Clusters,
    Rules,
    Sources,
    Causes,
    Settings,
}

/// <summary>The frame around a page.</summary>
/// <param name="Title">The title, without the product's name.</param>
/// <param name="Section">The section of the navigation.</param>
/// <param name="Token">The token of the page's forms.</param>
/// <param name="Now">The time of the page, to which relative times refer.</param>
public sealed record Frame(string Title, PortalSection Section, string Token, DateTimeOffset Now)
{
    /// <summary>Changes with what the page shows, for pages that follow it; null for others.</summary>
    public string? Revision { get; init; }

    /// <summary>The outcome of the action that led here; null without one.</summary>
    public string? Message { get; init; }
}
