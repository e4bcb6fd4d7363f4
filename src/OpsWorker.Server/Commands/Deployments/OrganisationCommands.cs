using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>Adds and lists organisations.</summary>
internal static class OrganisationCommands
{
    private const int MaxNameLength = 100;

    public static async Task<int> AddAsync(
        AwsDeployment deployment, string name, string timeZone, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            throw new UserErrorException($"NAME must have 1 to {MaxNameLength} characters that can be printed.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            throw new UserErrorException($"--time-zone is \"{timeZone}\"; a name like Europe/Berlin was expected.");
        }

        var added = await NewOrganisation.CreateAsync(
            deployment.Organisations, deployment.Keys, name, timeZone, deployment.Time.GetUtcNow(), cancellationToken);
        await new AuditLog(deployment.Audit, deployment.Time).RecordAsync(
            new Principal(added.Organisation.Id, KeyCommands.Subject, AccessRole.Admin),
            AuditActions.OrganisationAdd,
            added.Organisation.Id.Value,
            $"with the keys {added.WebhookKeyId} and {added.ApiKeyId}");
        Console.Out.WriteLine(deployment.AsJson ? JsonSerializer.Serialize(added, DeploymentJson.Default.NewOrganisation) : Text(added));
        return ExitCodes.Success;
    }

    public static async Task<int> ListAsync(AwsDeployment deployment, CancellationToken cancellationToken)
    {
        var page = new PageRequest(PageRequest.MaxLimit);
        do
        {
            var found = await deployment.Organisations.ListAsync(page, cancellationToken);
            foreach (var organisation in found.Items) Console.Out.WriteLine(Line(deployment, organisation));
            page = page with { Token = found.NextToken };
        }
        while (page.Token is not null);
        return ExitCodes.Success;
    }

    private static string Line(AwsDeployment deployment, Organisation organisation) => deployment.AsJson
        ? JsonSerializer.Serialize(organisation, DeploymentJson.Default.Organisation)
        : $"{organisation.Id}  {organisation.Name}  {organisation.TimeZone}";

    private static string Text(NewOrganisation added) =>
        $"""
        Organisation {added.Organisation.Name} ({added.Organisation.Id}) was added.

        Keys, shown once:
          webhook key  {added.WebhookKey}   ({added.WebhookKeyId})
          API key      {added.ApiKey}   ({added.ApiKeyId})

        Alertmanager sends to the stack's output AlertmanagerWebhookUrl with the webhook key at its end.
        Add a cluster: OPSWORKER_API_KEY={added.ApiKey} opsworker cluster add NAME --server APIURL
        """;
}
