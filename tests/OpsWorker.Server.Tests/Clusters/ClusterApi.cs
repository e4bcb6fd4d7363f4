using System.Net.Http.Headers;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>Calls what the API has for clusters and agents.</summary>
internal static class ClusterApi
{
    public static Task<Answer> AddAsync(this Tenant tenant, string json) => tenant.SendAsync(HttpMethod.Post, "v1/clusters", json);

    /// <summary>Adds a cluster; its id and token.</summary>
    public static async Task<(string Id, string Token)> AddClusterAsync(this Tenant tenant, string name)
    {
        var answer = (await tenant.AddAsync($$"""{"name":"{{name}}"}""")).Json;
        return (answer.GetProperty("cluster").GetProperty("id").GetString()!, answer.GetProperty("token").GetString()!);
    }

    /// <summary>Asks for a session.</summary>
    public static Task<Answer> OpenSessionAsync(this Tenant tenant, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(tenant.Address, "v1/agent/session"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Tenant.SendAsync(request);
    }
}
