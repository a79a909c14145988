// The shop of ./dev e2e. What differs from run to run comes by the environment.
const { defineConfig } = require("@medusajs/framework/utils")

const address = process.env.ADDRESS

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: address,
      adminCors: address,
      authCors: address,
      jwtSecret: process.env.JWT_SECRET,
      jwtExpiresIn: process.env.TOKEN_LIFE,
      cookieSecret: "another secret of tests",
    },
  },
  admin: { disable: true },
  modules: [
    {
      resolve: "@medusajs/medusa/file",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/file-local",
            id: "local",
            options: { upload_dir: "static", backend_url: `${address}/static` },
          },
        ],
      },
    },
  ],
})
