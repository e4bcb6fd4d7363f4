using OpsWorker.Core;

namespace OpsWorker.Slack.Interactions;

/// <summary>The organisation whose incidents people of the workspace handle: the configured one, or else the only one.</summary>
internal static class SlackOrganisation
{
    /// <summary>The answer to a person where there is none.</summary>
    public const string Unknown = "There are several organisations; Slack:Organisation has to name the one of this workspace.";

    private const string SecretName = "Slack:Organisation";

    /// <summary>The organisation; null where there are several and none is configured.</summary>
    public static async Task<OrganisationId?> FindAsync(
        ISecretSource secrets, IOrganisationStore organisations, CancellationToken cancellationToken)
    {
        if (await secrets.GetAsync(SecretName, cancellationToken) is { } id) return new OrganisationId(id);
        var page = await organisations.ListAsync(new PageRequest(2), cancellationToken);
        return page.Items is [var only] ? only.Id : null;
    }
}
