import { startTestServer } from "../db/testing-setup";

/** The PostgreSQL that the instances have their databases on; gives the function that ends it. */
export default startTestServer;
